package io.riffle.app.features;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of rows, one a line: {@code .csv} with a header, or {@code .jsonl}; {@code .gz} is unpacked. */
public final class FeatureFile implements Closeable {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A row of values is far shorter; a file without line ends would fill the memory. */
    private static final int MOST_LETTERS = 1 << 20;

    /** A line that is not empty, counted from 1. */
    record Line(long number, String text) {}

    private final BufferedReader lines;
    private final LineFormat format;
    private final List<String> columns;
    private long number;

    private FeatureFile(BufferedReader lines, boolean hasHeader) throws IOException, BadRowException {
        this.lines = lines;
        if (!hasHeader) {
            format = new JsonLine();
            columns = List.of();
            return;
        }
        CsvLine header = new CsvLine(Optional.ofNullable(line()).orElse("").replace(BYTE_ORDER_MARK, ""));
        number = 1;
        format = header;
        columns = header.columns();
    }

    /**
     * Opens a file whose name says what it holds.
     *
     * @throws IOException if it cannot be read, or its name or header is not one
     */
    public static FeatureFile open(String name, InputStream input) throws IOException {
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (!plain.endsWith(".csv") && !plain.endsWith(".jsonl")) {
            throw new IOException("must end in .csv or .jsonl, and may then in .gz: was " + name);
        }
        InputStream unpacked = plain.equals(name) ? input : new GZIPInputStream(input, 1 << 16);
        try {
            return new FeatureFile(
                    new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8), 1 << 16),
                    plain.endsWith(".csv"));
        } catch (BadRowException header) {
            throw new IOException("header " + header.getMessage(), header);
        }
    }

    /** What every row has; empty if rows say it themselves. */
    public List<String> columns() {
        return columns;
    }

    LineFormat format() {
        return format;
    }

    /** The next line that is not empty, or null at the end. */
    @Nullable
    Line next() throws IOException {
        String line = line();
        number++;
        while (line != null && line.isBlank()) {
            line = line();
            number++;
        }
        return line == null ? null : new Line(number, line);
    }

    private @Nullable String line() throws IOException {
        int letter = lines.read();
        if (letter < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (letter >= 0 && letter != '\n') {
            if (line.length() == MOST_LETTERS) {
                throw new IOException(
                        "line " + (number + 1) + " must have at most " + MOST_LETTERS + " letters: has more");
            }
            line.append((char) letter);
            letter = lines.read();
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
