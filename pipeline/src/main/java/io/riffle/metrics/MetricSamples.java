package io.riffle.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The metrics page at one moment, to be asked. What is absent counts as zero, as in a sum of Prometheus. */
public final class MetricSamples {
    private final Map<String, List<MetricSample>> byName;

    public MetricSamples(List<MetricSample> samples) {
        byName = samples.stream().collect(Collectors.groupingBy(MetricSample::name));
    }

    /** All lines of a name, in no order. */
    public List<MetricSample> of(String name) {
        return byName.getOrDefault(name, List.of());
    }

    public double sum(String name) {
        return of(name).stream().mapToDouble(MetricSample::value).sum();
    }

    /** The sum over the lines with that label's value. */
    public double sum(String name, String label, String value) {
        return of(name).stream()
                .filter(sample -> sample.label(label).equals(value))
                .mapToDouble(MetricSample::value)
                .sum();
    }

    /** The largest value; NaN if there is none that is a number. */
    public double max(String name) {
        return of(name).stream()
                .mapToDouble(MetricSample::value)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
    }

    /** Sums by the values of some labels, sorted by them. */
    public Map<List<String>, Double> by(String name, String... labels) {
        Map<List<String>, Double> sums = new LinkedHashMap<>();
        of(name).stream()
                .sorted(Comparator.comparing(sample -> values(sample, labels).toString()))
                .forEach(sample -> sums.merge(values(sample, labels), sample.value(), Double::sum));
        return sums;
    }

    private static List<String> values(MetricSample sample, String... labels) {
        return Arrays.stream(labels).map(sample::label).toList();
    }

    /**
     * A quantile of a histogram's rows between an earlier moment and this one: as {@code histogram_quantile} of Prometheus,
     * linear within a bucket, and the largest finite bound for what lies above it.
     *
     * @param name without {@code _bucket}
     * @return NaN if no row came between
     */
    public double quantile(double quantile, String name, MetricSamples earlier) {
        NavigableMap<Double, Double> counts = counted(name + "_bucket", earlier);
        double all = counts.isEmpty() ? 0 : counts.lastEntry().getValue();
        if (all <= 0) {
            return Double.NaN;
        }
        double rank = quantile * all;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (bucket.getValue() >= rank) {
                boolean open = Double.isInfinite(bucket.getKey());
                double share = (rank - below) / (bucket.getValue() - below);
                return open ? lower : lower + (bucket.getKey() - lower) * share;
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return lower;
    }

    private NavigableMap<Double, Double> counted(String name, MetricSamples earlier) {
        NavigableMap<Double, Double> now = bounds(name);
        NavigableMap<Double, Double> then = earlier.bounds(name);
        now.replaceAll((bound, count) -> count - then.getOrDefault(bound, 0.0));
        return now;
    }

    private NavigableMap<Double, Double> bounds(String name) {
        NavigableMap<Double, Double> counts = new TreeMap<>();
        of(name).forEach(sample -> counts.merge(bound(sample.label("le")), sample.value(), Double::sum));
        return counts;
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
