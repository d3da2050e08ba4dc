package io.riffle.app.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.config.event.CsvConfig;
import io.riffle.config.event.EventConfig;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.csv.CsvRows;
import io.riffle.format.csv.CsvValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file as events in JSON. The first line names the columns unless the configuration says that there is none. A
 * row that has other cells goes on as it is, so that it is refused where all events are.
 */
final class CsvLines implements LineFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final EventConfig event;
    private final boolean unchanged;
    private @Nullable CsvRows rows;

    CsvLines(EventConfig event) {
        this(event, false);
    }

    private CsvLines(EventConfig event, boolean unchanged) {
        this.event = event;
        this.unchanged = unchanged;
        CsvConfig csv = event.format().csv();
        rows = csv.header() ? null : CsvValues.rows(event, csv.columns());
    }

    /** Rows as they are, whose columns must be those of records. */
    static CsvLines unchanged(EventConfig event) {
        return new CsvLines(event, true);
    }

    @Override
    public boolean hasQuotes() {
        return true;
    }

    @Override
    public Optional<InputLine> read(long number, byte[] line) throws IOException {
        if (rows == null) {
            rows = CsvValues.rows(event, columns(line));
            return Optional.empty();
        }
        if (unchanged) {
            return Optional.of(InputLine.event(number, line));
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream(2 * line.length);
        try (JsonGenerator tokens = JSON.createGenerator(json)) {
            rows.write(line, tokens);
        } catch (UnreadableValueException otherCells) {
            return Optional.of(InputLine.event(number, line));
        }
        return Optional.of(InputLine.event(number, json.toByteArray()));
    }

    private List<String> columns(byte[] line) throws IOException {
        boolean marked = line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        byte[] header = marked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
        List<String> columns = CsvRows.cells(event.format().csv(), header);
        if (columns.stream().distinct().count() < columns.size()
                || columns.stream().anyMatch(String::isBlank)) {
            throw new IOException("the first line must name the columns, each once (event.csv.header): was " + columns);
        }
        List<String> declared = event.format().csv().columns();
        if (unchanged && !declared.isEmpty() && !columns.equals(declared)) {
            throw new IOException("the first line must name the columns of records, which are " + declared
                    + " (event.csv.columns): was " + columns);
        }
        return columns;
    }
}
