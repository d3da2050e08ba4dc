package io.riffle.metrics;

import java.util.Map;

/**
 * One line of the metrics page.
 *
 * @param name as on the page, for example {@code riffle_predictions_total}
 */
public record MetricSample(String name, Map<String, String> labels, double value) {
    public MetricSample {
        labels = Map.copyOf(labels);
    }

    /** The label's value; empty if it has none. */
    public String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
