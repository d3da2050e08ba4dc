package io.riffle.app.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Lines of a file, one event or record each, packed with gzip or not. Empty lines are counted and left out. */
public final class LineReader implements Closeable {
    private static final int BUFFER = 1 << 16;

    /** Beside the event a record has a key and headers, and its text is escaped where it stands in JSON. */
    private static final int MOST_PER_EVENT_BYTE = 2;

    private static final int MOST_BESIDE = 1 << 16;

    private final AtomicLong bytesRead = new AtomicLong();
    private final InputStream input;
    private final String name;
    private final LineFormat format;
    private final long most;
    private long number;

    /** @param eventBytes how large an event may be; lines that hold twice that end the reading */
    public LineReader(Path file, DumpFormat format, int eventBytes) throws IOException {
        this(Files.newInputStream(file), file.toString(), format.lines(), eventBytes);
    }

    /** Reads from somewhere else, for example from standard input, which messages call {@code name}. */
    public LineReader(InputStream bytes, String name, DumpFormat format, int eventBytes) throws IOException {
        this(bytes, name, format.lines(), eventBytes);
    }

    LineReader(InputStream bytes, String name, LineFormat format, int eventBytes) throws IOException {
        this.name = name;
        this.format = format;
        most = (long) MOST_PER_EVENT_BYTE * eventBytes + MOST_BESIDE;
        BufferedInputStream counted = new BufferedInputStream(new Counted(bytes, bytesRead), BUFFER);
        counted.mark(2);
        boolean packed = counted.read() == 0x1f && counted.read() == 0x8b;
        counted.reset();
        input = packed ? new BufferedInputStream(new GZIPInputStream(counted, BUFFER), BUFFER) : counted;
    }

    /** Bytes of the file that were read so far, packed as they are. */
    public long bytesRead() {
        return bytesRead.get();
    }

    /** The number of the next line. */
    public long next() {
        return number;
    }

    /**
     * Up to so many lines; none at the end of the file.
     *
     * @throws IOException if a line is far larger than an event may be, or the file cannot be read
     * @throws IllegalArgumentException if a line is not of the format; the lines before it are lost
     */
    public List<InputLine> read(int atOnce) throws IOException {
        return read(atOnce, Long.MAX_VALUE);
    }

    /** The same, but only lines whose number is below {@code end}; none also where those are empty. */
    public List<InputLine> read(int atOnce, long end) throws IOException {
        List<InputLine> lines = new ArrayList<>(atOnce);
        while (lines.size() < atOnce && number < end) {
            int first = input.read();
            if (first < 0) {
                return lines;
            }
            add(line(first), lines);
        }
        return lines;
    }

    private byte[] line(int first) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int letter = first;
        boolean open = false;
        while (letter >= 0 && (letter != '\n' || open)) {
            open ^= letter == '"' && format.hasQuotes();
            if (line.size() >= most) {
                throw new IOException("line " + (number + 1) + " of " + name + " must have at most " + most
                        + " bytes: has more (event.max-bytes allows for larger events)");
            }
            line.write(letter);
            letter = input.read();
        }
        return line.toByteArray();
    }

    private void add(byte[] line, List<InputLine> lines) throws IOException {
        int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        long at = number++;
        if (length > 0) {
            byte[] event = length == line.length ? line : Arrays.copyOf(line, length);
            format.read(at, event).ifPresent(lines::add);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private static final class Counted extends FilterInputStream {
        private final AtomicLong count;

        Counted(InputStream input, AtomicLong count) {
            super(input);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count.addAndGet(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
