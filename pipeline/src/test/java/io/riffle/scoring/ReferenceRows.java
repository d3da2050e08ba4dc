package io.riffle.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The events and the expected outputs of the reference data, by event id. */
public final class ReferenceRows {
    private static final Map<String, Map<String, JsonNode>> CACHE = new ConcurrentHashMap<>();

    private ReferenceRows() {}

    /** The {@code features} object of each event of the model's data set. */
    public static Map<String, JsonNode> events(String id) {
        String file = switch (id.replaceFirst("_.*", "")) {
            case "electricity" -> "events/electricity/events.jsonl.gz";
            case "sms" -> "events/sms/scored.events.jsonl.gz";
            case "digits" -> "events/digits/inline.events.jsonl.gz";
            default -> "events/intrusion/scored.events.jsonl.gz";
        };
        return CACHE.computeIfAbsent(file, name -> {
            Map<String, JsonNode> events = new LinkedHashMap<>();
            ReferenceModels.lines(name)
                    .forEach(event -> events.put(event.get("event_id").asText(), event.get("features")));
            return events;
        });
    }

    /** The expected outputs of each event, in file order. */
    public static Map<String, JsonNode> expected(String id) {
        return CACHE.computeIfAbsent(ReferenceModels.entry(id).get("expected").asText(), name -> {
            Map<String, JsonNode> expected = new LinkedHashMap<>();
            ReferenceModels.lines(name)
                    .forEach(row -> expected.put(row.get("event_id").asText(), row));
            return expected;
        });
    }

    /** An output under the name that the expected files give it. */
    public static JsonNode expectedOutput(JsonNode row, String output) {
        if (row.has(output)) {
            return row.get(output);
        }
        return switch (output) {
            case "scores", "output_probability" -> row.get("probabilities");
            case "variable" -> row.get("value");
            case "category", "output_label", "digit" -> row.get("label");
            default -> throw new IllegalArgumentException("nothing is expected of output " + output);
        };
    }

    /** Fills the table with the events of some ids, in their order. */
    public static void fill(FeatureTable table, Map<String, JsonNode> events, List<String> ids) {
        FeatureSchema schema = table.schema();
        table.clear(ids.size());
        for (int row = 0; row < ids.size(); row++) {
            JsonNode event = events.get(ids.get(row));
            for (int column = 0; column < schema.size(); column++) {
                JsonNode value = event.get(schema.feature(column).name());
                if (schema.feature(column).type() == FeatureType.IMAGE) {
                    table.image(column, row, Base64.getDecoder().decode(value.asText()));
                } else if (schema.feature(column).type().isText()) {
                    table.text(column, row, value.asText());
                } else {
                    table.number(column, row, value.asDouble());
                }
            }
        }
    }
}
