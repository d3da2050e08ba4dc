package io.riffle.app.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.feature.Feature;
import io.riffle.stats.BinEdges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The {@code reference} section of a model.yaml, from features of many events: 64 quantile bins, or categories. */
final class ReferenceText {
    private static final int BINS = 64;
    /** Rarer ones are counted as unknown: identifiers are no categories. */
    private static final int MOST_CATEGORIES = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceText() {}

    static String of(long rows, Map<Feature, List<Double>> numbers, Map<Feature, List<String>> texts) {
        StringBuilder text = new StringBuilder("reference:\n  rows: " + rows + "\n  numbers:\n");
        numbers.forEach((feature, values) -> {
            if (!values.isEmpty()) {
                text.append("    ").append(feature.name()).append(": ");
                text.append(bins(rows, values)).append('\n');
            }
        });
        text.append("  categories:\n");
        texts.forEach((feature, values) -> text.append("    ")
                .append(feature.name())
                .append(": ")
                .append(categories(rows, values))
                .append('\n'));
        return text.toString();
    }

    /** A value equal to an edge belongs to the upper bin, so the smallest value is no edge. */
    private static String bins(long rows, List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] edges = IntStream.range(1, BINS)
                .mapToDouble(bin -> all[(int) ((long) bin * all.length / BINS)])
                .filter(edge -> edge > all[0])
                .distinct()
                .toArray();
        Map<String, Object> bins = new LinkedHashMap<>();
        bins.put("edges", edges);
        bins.put("counts", new BinEdges(edges).count(all));
        bins.put("missing", rows - all.length);
        return json(bins);
    }

    private static String categories(long rows, List<String> values) {
        Map<String, Long> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        List<String> rare = new ArrayList<>(counts.keySet());
        rare.sort((a, b) -> Long.compare(counts.getOrDefault(b, 0L), counts.getOrDefault(a, 0L)));
        rare.subList(0, Math.min(MOST_CATEGORIES, rare.size())).clear();
        rare.forEach(counts::remove);
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("counts", counts);
        section.put("missing", rows - values.size());
        return json(section);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a reference must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
