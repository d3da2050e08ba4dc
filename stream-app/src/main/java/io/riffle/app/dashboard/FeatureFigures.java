package io.riffle.app.dashboard;

import io.riffle.metrics.MetricSamples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Features with values that were missing, stale or odd. */
final class FeatureFigures {
    private FeatureFigures() {}

    static List<Map<String, Object>> rows(MetricSamples samples) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        samples.by("riffle_feature_missing_total", "feature")
                .forEach((feature, total) -> put(rows, feature.get(0), "missing", total));
        samples.by("riffle_feature_stale_total", "feature")
                .forEach((feature, total) -> put(rows, feature.get(0), "stale", total));
        samples.by("riffle_feature_odd_values_total", "feature", "kind")
                .forEach((odd, total) -> put(rows, odd.get(0), "odd:" + odd.get(1), total));
        return List.copyOf(rows.values());
    }

    private static void put(Map<String, Map<String, Object>> rows, String feature, String what, double total) {
        if (total > 0) {
            Map<String, Object> row = rows.computeIfAbsent(feature, FeatureFigures::row);
            if (what.startsWith("odd:")) {
                odd(row).put(what.substring("odd:".length()), (long) total);
            } else {
                row.put(what, (long) total);
            }
        }
    }

    private static Map<String, Object> row(String feature) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("feature", feature);
        row.put("missing", 0L);
        row.put("stale", 0L);
        row.put("odd", new TreeMap<String, Object>());
        return row;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> odd(Map<String, Object> row) {
        return (Map<String, Object>) row.getOrDefault("odd", Map.of());
    }
}
