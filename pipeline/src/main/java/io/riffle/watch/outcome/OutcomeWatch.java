package io.riffle.watch.outcome;

import java.util.function.DoubleUnaryOperator;

/** Hears the truth about scored events, each once; corrections are not told. Thread-safe. */
public interface OutcomeWatch {
    /** Nobody listens. */
    OutcomeWatch NONE = (event, loss) -> {};

    /**
     * The truth about an event has come.
     *
     * @param loss how wrong any score of it would be: 0 or 1 if it is yes or no, the distance if it is a number
     */
    void known(ScoredEvent event, DoubleUnaryOperator loss);
}
