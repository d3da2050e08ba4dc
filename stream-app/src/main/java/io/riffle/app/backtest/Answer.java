package io.riffle.app.backtest;

import io.riffle.stats.MulticlassPerformance.Ranked;
import org.jspecify.annotations.Nullable;

/**
 * What a version said about one event.
 *
 * @param score NaN if it failed
 * @param label the predicted class; null if it names none
 * @param ranked the most likely classes, where it publishes them
 */
record Answer(double score, @Nullable String label, Ranked ranked) {
    static final Answer FAILED = new Answer(Double.NaN, null, Ranked.NONE);

    boolean isThere() {
        return !Double.isNaN(score);
    }
}
