package io.riffle.app.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.batch.InputLine;
import io.riffle.app.features.BadRowException;
import io.riffle.app.features.CsvLine;
import io.riffle.app.process.UserProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a line of a file is: a JSON object, or cells between commas under a header. */
final class RowFormat {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final @Nullable CsvLine csv;

    private RowFormat(Path file, @Nullable CsvLine csv) {
        this.file = file;
        this.csv = csv;
    }

    /** By a file's first line. */
    static RowFormat of(Path file, InputLine first) throws UserProblem {
        String text = text(first);
        if (text.stripLeading().startsWith("{")) {
            return new RowFormat(file, null);
        }
        try {
            return new RowFormat(file, new CsvLine(text));
        } catch (BadRowException wrong) {
            throw new UserProblem("line 1 " + wrong.getMessage() + " (" + file + ")", wrong);
        }
    }

    boolean isHeader(InputLine line) {
        return csv != null && line.number() == 0;
    }

    /** The line as a label in JSON. */
    InputLine label(InputLine line) throws UserProblem {
        return csv == null
                ? line
                : new InputLine(
                        line.number(),
                        line.key(),
                        object(line).toString().getBytes(StandardCharsets.UTF_8),
                        line.timestamp(),
                        line.headers(),
                        line.recorded());
    }

    /** The line as an event: what is not about the event itself stands under {@code features}. */
    JsonNode event(InputLine line) throws UserProblem {
        if (csv == null) {
            return parsed(line);
        }
        ObjectNode event = JSON.createObjectNode();
        ObjectNode features = event.putObject("features");
        for (Map.Entry<String, JsonNode> cell : object(line).properties()) {
            boolean about = cell.getKey().equals("event_id")
                    || cell.getKey().equals("entity_id")
                    || cell.getKey().equals("event_time_ms");
            (about ? event : features).set(cell.getKey(), cell.getValue());
        }
        return event;
    }

    private JsonNode parsed(InputLine line) throws UserProblem {
        try {
            return JSON.readTree(text(line));
        } catch (IOException notJson) {
            throw new UserProblem("line " + (line.number() + 1) + " must be JSON: is not (" + file + ")", notJson);
        }
    }

    private ObjectNode object(InputLine line) throws UserProblem {
        ObjectNode object = JSON.createObjectNode();
        if (csv == null) {
            return object;
        }
        try {
            for (Map.Entry<String, String> cell : csv.cells(text(line)).entrySet()) {
                object.set(cell.getKey(), value(cell.getKey(), cell.getValue()));
            }
            return object;
        } catch (BadRowException wrong) {
            throw new UserProblem("line " + (line.number() + 1) + " " + wrong.getMessage() + " (" + file + ")", wrong);
        }
    }

    /** Whatever it looks like, an id is a text; whatever looks like a number is one. */
    private static JsonNode value(String column, String cell) {
        boolean id = column.equals("event_id") || column.equals("entity_id");
        if (!id && cell.matches("[+-]?\\d{1,18}")) {
            return JSON.getNodeFactory().numberNode(Long.parseLong(cell));
        }
        if (!id && cell.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return JSON.getNodeFactory().numberNode(Double.parseDouble(cell));
        }
        return JSON.getNodeFactory().textNode(cell);
    }

    private static String text(InputLine line) {
        byte[] event = line.event();
        return event == null ? "" : new String(event, StandardCharsets.UTF_8);
    }
}
