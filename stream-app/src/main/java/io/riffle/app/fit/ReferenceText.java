package io.riffle.app.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.Feature;
import io.riffle.stats.ReferenceBins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The {@code reference} section of a model.yaml, from features of many events. */
final class ReferenceText {
    private static final int MOST_CATEGORIES = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceText() {}

    /** Features without a value, and sections without a feature, are left out. */
    static String of(
            long rows, EventPeriod period, Map<Feature, List<Double>> numbers, Map<Feature, List<String>> texts) {
        StringBuilder text = new StringBuilder("reference:\n  rows: " + rows + "\n");
        text.append("  from: ").append(period.from()).append('\n');
        text.append("  to: ").append(period.to()).append('\n');
        section(text, "numbers", numbers, values -> bins(rows, values));
        section(text, "categories", texts, values -> categories(rows, values));
        return text.toString();
    }

    private static <T> void section(
            StringBuilder text,
            String name,
            Map<Feature, List<T>> features,
            Function<List<T>, Map<String, Object>> content) {
        String title = "  " + name + ":\n";
        for (Map.Entry<Feature, List<T>> feature : features.entrySet()) {
            Map<String, Object> line = content.apply(feature.getValue());
            if (!line.isEmpty()) {
                text.append(title).append("    ").append(feature.getKey().name());
                text.append(": ").append(json(line)).append('\n');
                title = "";
            }
        }
    }

    private static Map<String, Object> bins(long rows, List<Double> values) {
        Map<String, Object> line = new LinkedHashMap<>();
        if (!values.isEmpty()) {
            ReferenceBins bins = ReferenceBins.ofValues(
                    values.stream().mapToDouble(Double::doubleValue).toArray());
            line.put("edges", bins.edges());
            line.put("counts", bins.counts());
            line.put("missing", rows - values.size());
        }
        return line;
    }

    /** As rare as one that is left out are all that are: then the rest tells how rare those are that are absent. */
    private static Map<String, Object> categories(long rows, List<String> values) {
        Map<String, Long> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        for (long rarest = 1; counts.size() > MOST_CATEGORIES; rarest++) {
            long left = rarest;
            counts.values().removeIf(count -> count <= left);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        if (!counts.isEmpty()) {
            long listed = counts.values().stream().mapToLong(Long::longValue).sum();
            line.put("counts", counts);
            line.put("missing", rows - values.size());
            line.put("others", values.size() - listed);
        }
        return line;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a reference must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
