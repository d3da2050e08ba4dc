package io.riffle.model.folder;

import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people want to know about a version.
 *
 * @param metrics figures from training or evaluation, by name; with {@link #ROWS} among them, those that are a {@link
 *     PerformanceMeasure} are the baseline that performance is held against
 * @param source the file that the model was converted from, if it was
 */
public record ModelNotes(String description, Map<String, Double> metrics, Optional<ModelFile> source) {
    /** How many rows the metrics were measured on. */
    public static final String ROWS = "rows";

    /** How many of these rows were yes; makes the comparison of ROC AUC exact. */
    public static final String POSITIVES = "positives";

    /** Nothing is said. */
    public static final ModelNotes NONE = new ModelNotes("", Map.of(), Optional.empty());

    public ModelNotes {
        metrics = Map.copyOf(metrics);
    }

    /** Empty where the metrics do not tell their rows, or none of them can be compared with. */
    public Optional<PerformanceBaseline> baseline() {
        Map<PerformanceMeasure, Double> measures = new EnumMap<>(PerformanceMeasure.class);
        metrics.forEach(
                (name, value) -> PerformanceMeasure.of(name).ifPresent(measure -> measures.put(measure, value)));
        Double rows = metrics.get(ROWS);
        if (rows == null || measures.isEmpty()) {
            return Optional.empty();
        }
        double positives = metrics.getOrDefault(POSITIVES, Double.NaN);
        return Optional.of(new PerformanceBaseline(rows.longValue(), positives, measures));
    }
}
