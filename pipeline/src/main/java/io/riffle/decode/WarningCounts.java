package io.riffle.decode;

import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.QualityWarning;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Accepted rows of one frame by kind of warning; a row counts once per kind, however many of its fields are odd. */
public final class WarningCounts {
    private final Map<QualityWarning, Integer> rows = new EnumMap<>(QualityWarning.class);

    void add(Set<QualityWarning> kinds) {
        if (!kinds.isEmpty()) {
            kinds.forEach(kind -> rows.merge(kind, 1, Integer::sum));
        }
    }

    public int rows(QualityWarning kind) {
        return rows.getOrDefault(kind, 0);
    }

    /** Reports what was counted and starts again from zero. */
    void publish(ScoringMetrics metrics) {
        if (!rows.isEmpty()) {
            rows.forEach(metrics::warned);
            clear();
        }
    }

    void clear() {
        rows.clear();
    }
}
