package io.riffle.app.dashboard;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code /metrics}, read by other means than the dashboard's. */
record MetricsPage(String text) {
    private static final Pattern BUCKET = Pattern.compile("le=\"([^\"]+)\"");

    static MetricsPage of(String text) {
        return new MetricsPage(text);
    }

    double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** As {@code histogram_quantile}. */
    double quantile(double quantile, String name) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        text.lines().filter(line -> line.startsWith(name + "_bucket{")).forEach(line -> {
            Matcher bound = BUCKET.matcher(line);
            if (bound.find()) {
                String le = bound.group(1).replace("+Inf", "Infinity");
                buckets.merge(
                        Double.valueOf(le), Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
            }
        });
        double rank = quantile * buckets.lastEntry().getValue();
        Map.Entry<Double, Double> before = Map.entry(0.0, 0.0);
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= rank) {
                double share = (rank - before.getValue()) / (bucket.getValue() - before.getValue());
                return before.getKey() + (bucket.getKey() - before.getKey()) * share;
            }
            before = bucket;
        }
        return Double.NaN;
    }
}
