package io.riffle.metrics;

/**
 * Counts of the outcome join.
 *
 * <p>Every label that arrives has one of the fates of {@link Fate}, and a waiting one gets a second fate later: labels =
 * joined + corrected + duplicate + waiting + invalid, and waiting = still waiting + those of them that were joined or given up
 * as unmatched. A growing difference between waiting and its later fates means that labels arrive without events: alert on
 * {@link Fate#UNMATCHED}.
 */
public interface OutcomeMetrics {
    /** What happened to a label. The names are metric labels and never change. */
    enum Fate {
        JOINED,
        CORRECTED,
        DUPLICATE,
        WAITING,
        LATE_JOINED,
        UNMATCHED,
        INVALID
    }

    /** Counts nothing. */
    OutcomeMetrics NONE = new OutcomeMetrics() {
        @Override
        public void labels(Fate fate, int count) {}

        @Override
        public void forgotten(int labelled, int unlabelled) {}
    };

    /** That many labels had this fate. */
    void labels(Fate fate, int count);

    /** That many scored events were forgotten, with or without a label. */
    void forgotten(int labelled, int unlabelled);
}
