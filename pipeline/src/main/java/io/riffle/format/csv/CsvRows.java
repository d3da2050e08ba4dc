package io.riffle.format.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvReadException;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.riffle.config.event.CsvConfig;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows of comma-separated values as JSON objects. A cell is text, and in a column that is declared as a number or as true
 * and false it is that, if it is written like one in JSON; an empty cell is null. Not thread-safe.
 */
public final class CsvRows {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build();

    private final CsvSchema schema;
    private final Set<String> typed;

    /**
     * @param columns names in the order of the cells
     * @param typed those whose cells are numbers, or true and false
     */
    public CsvRows(CsvConfig config, List<String> columns, Set<String> typed) {
        CsvSchema.Builder builder = CsvSchema.builder().setColumnSeparator(config.separator());
        columns.forEach(builder::addColumn);
        schema = builder.build();
        this.typed = Set.copyOf(typed);
    }

    /** The cells of a row alone, such as a header. */
    public static List<String> cells(CsvConfig config, byte[] row) throws IOException {
        List<String> cells = new ArrayList<>();
        try (CsvParser parser = FACTORY.createParser(row)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(config.separator()));
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    cells.add(parser.getText());
                }
            }
        }
        return cells;
    }

    /** Writes one row as an object. */
    public void write(byte[] row, JsonGenerator tokens) throws IOException, UnreadableValueException {
        try (CsvParser parser = FACTORY.createParser(row)) {
            parser.setSchema(schema);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableValueException("must be one row of " + schema.size() + " cells: was blank");
            }
            tokens.writeStartObject();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                tokens.writeFieldName(name);
                cell(parser, typed.contains(name), tokens);
            }
            tokens.writeEndObject();
            if (parser.nextToken() != null) {
                throw new UnreadableValueException("must be one row: was followed by another");
            }
        } catch (CsvReadException otherCells) {
            throw new UnreadableValueException(
                    "must be one row of " + schema.size() + " cells: " + reason(otherCells.getOriginalMessage()));
        }
    }

    private static String reason(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static void cell(JsonParser parser, boolean typed, JsonGenerator tokens) throws IOException {
        String text = parser.getText();
        if (text == null || text.isEmpty()) {
            tokens.writeNull();
            return;
        }
        if (typed && WHOLE.matcher(text).matches() && text.length() < 19) {
            tokens.writeNumber(Long.parseLong(text));
        } else if (typed && DECIMAL.matcher(text).matches()) {
            tokens.writeNumber(Double.parseDouble(text));
        } else if (typed && (text.equals("true") || text.equals("false"))) {
            tokens.writeBoolean(text.equals("true"));
        } else {
            tokens.writeString(text);
        }
    }
}
