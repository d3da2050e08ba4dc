package io.riffle.watch.outcome;

import io.riffle.model.canary.AnswerLoss;

/** Hears the truth about scored events, each once; corrections are not told. Thread-safe. */
public interface OutcomeWatch {
    /** Nobody listens. */
    OutcomeWatch NONE = (event, loss) -> {};

    /**
     * The truth about an event has come.
     *
     * @param loss how wrong any answer to it would be
     */
    void known(ScoredEvent event, AnswerLoss loss);
}
