package io.riffle.app.backtest;

import io.riffle.model.folder.ModelTask;
import org.jspecify.annotations.Nullable;

/**
 * When two versions decide differently.
 *
 * @param named whether both name a class
 * @param told whether both decide anything
 * @param threshold the score from which an answer is yes, for versions that name no class
 */
record Flips(boolean named, boolean told, double threshold) {
    static Flips between(Version candidate, Version baseline, double threshold) {
        boolean named =
                candidate.contract().namesClasses() && baseline.contract().namesClasses();
        boolean binary = candidate.task() == ModelTask.BINARY_CLASSIFICATION
                && baseline.task() == ModelTask.BINARY_CLASSIFICATION;
        return new Flips(named, named || binary, threshold);
    }

    /** Null where nothing is decided, as by a regression. */
    @Nullable
    Boolean of(ScoredPair pair) {
        return told ? differ(pair.candidate(), pair.baseline()) : null;
    }

    private boolean differ(Answer after, Answer before) {
        return named
                ? !String.valueOf(after.label()).equals(before.label())
                : after.score() >= threshold != before.score() >= threshold;
    }
}
