package io.riffle.model.folder;

import io.riffle.stats.PerformanceBaseline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/** The {@code metrics} section of a manifest, in one line. */
public final class MetricsText {
    private static final MathContext DIGITS = new MathContext(4);

    private MetricsText() {}

    public static String of(PerformanceBaseline evaluation) {
        StringBuilder text = new StringBuilder("metrics: {rows: " + evaluation.rows());
        if (!Double.isNaN(evaluation.positives())) {
            text.append(", positives: ").append((long) evaluation.positives());
        }
        Map<String, Double> sorted = new TreeMap<>();
        evaluation.measures().forEach((measure, value) -> sorted.put(measure.text(), value));
        sorted.forEach((name, value) -> text.append(", ")
                .append(name)
                .append(": ")
                .append(new BigDecimal(value).round(DIGITS).doubleValue()));
        return text.append("}\n").toString();
    }
}
