package io.riffle.model.folder;

import io.riffle.settings.Value;
import io.riffle.stats.PerformanceMeasure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code metrics}: names that Riffle knows must have values that they can have; any others are the user's own. */
final class MetricsReader {
    Map<String, Double> read(Value metrics) {
        Map<String, Double> read = new LinkedHashMap<>();
        metrics.entries().forEach((name, value) -> {
            double number = value.number();
            check(name, value, number);
            read.put(name, number);
        });
        checkTogether(metrics, read);
        return read;
    }

    private static void check(String name, Value value, double number) {
        boolean count = name.equals(ModelNotes.ROWS) || name.equals(ModelNotes.POSITIVES);
        if (count && (number != Math.rint(number) || number < (name.equals(ModelNotes.ROWS) ? 2 : 0))) {
            value.problem("must be a whole number of at least " + (name.equals(ModelNotes.ROWS) ? 2 : 0));
        }
        PerformanceMeasure.of(name).ifPresent(measure -> {
            if (!measure.allows(number)) {
                value.problem("must be " + measure.range());
            }
        });
    }

    private static void checkTogether(Value metrics, Map<String, Double> read) {
        Map<PerformanceMeasure, String> names = new LinkedHashMap<>();
        read.keySet()
                .forEach(name -> PerformanceMeasure.of(name).ifPresent(measure -> {
                    String other = names.putIfAbsent(measure, name);
                    if (other != null) {
                        metrics.entries()
                                .getOrDefault(name, metrics)
                                .note("must name a measure once: " + other + " and " + name + " are the same");
                    }
                }));
        Optional<Double> rows = Optional.ofNullable(read.get(ModelNotes.ROWS));
        Double positives = read.get(ModelNotes.POSITIVES);
        if (positives != null && rows.filter(all -> positives <= all).isEmpty()) {
            metrics.note("must have at least as many rows as positives: has "
                    + rows.map(String::valueOf).orElse("no rows") + " and " + positives);
        }
    }
}
