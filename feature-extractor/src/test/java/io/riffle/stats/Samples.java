package io.riffle.stats;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples of the reference files: values, or rows of a recorded feature. */
final class Samples {
    private static final Map<String, List<JsonNode>> FILES = new HashMap<>();

    private Samples() {}

    static double[] of(JsonNode sample) {
        if (sample.has("values")) {
            return ReferenceData.numbers(sample.get("values"));
        }
        List<JsonNode> events = FILES.computeIfAbsent(sample.get("file").asText(), ReferenceData::jsonLines);
        int from = sample.get("rows").get(0).asInt();
        int to = sample.get("rows").get(1).asInt();
        return events.subList(from, to).stream()
                .mapToDouble(event -> event.get("features")
                        .get(sample.get("feature").asText())
                        .asDouble())
                .toArray();
    }

    static long[] counts(JsonNode counts) {
        long[] read = new long[counts.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = counts.get(i).asLong();
        }
        return read;
    }

    /** The number, NaN for null and "NaN". */
    static double number(JsonNode value) {
        if (value == null || value.isNull()) {
            return Double.NaN;
        }
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }
}
