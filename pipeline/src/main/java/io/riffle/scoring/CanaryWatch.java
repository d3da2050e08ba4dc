package io.riffle.scoring;

import io.riffle.frame.EventFrame;
import io.riffle.model.canary.AnswerLoss;
import io.riffle.model.deployment.Deployment;

/** Sees what a watched canary and the champion did with the same rows. Thread-safe. */
public interface CanaryWatch {
    /** Nobody looks. */
    CanaryWatch NONE = (deployment, rows, canary, champion) -> {};

    /**
     * One version's run.
     *
     * @param nanoseconds that it took
     */
    record Run(ScoreResult result, long nanoseconds) {}

    /** Both ran over the rows; nothing of the arguments may be kept. */
    void compared(Deployment deployment, EventFrame rows, Run canary, Run champion);

    /**
     * The truth about an event that the canary answered has come.
     *
     * @param loss how wrong an answer was
     */
    default void outcome(String eventId, AnswerLoss loss) {}
}
