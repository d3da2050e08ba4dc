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

        @Override
        public void late(int count) {}

        @Override
        public void window(Verdict verdict) {}
    };

    /** What was said about a window of performance when its labels had had time enough. The names are metric labels. */
    enum Verdict {
        /** As the baseline has it, or better or worse by chance. */
        UNCHANGED,
        /** A measure differs from the baseline: there is an alert. */
        CHANGED,
        /** Too few outcomes for an answer. */
        TOO_FEW,
        /** The model's manifest says nothing to compare with. */
        NO_BASELINE
    }

    /** That many labels had this fate. */
    void labels(Fate fate, int count);

    /** That many outcomes were of windows that nobody keeps any more: they are published and in no report. */
    void late(int count);

    /** A window whose labels had time enough was reported; again when labels come later, with the same verdict. */
    void window(Verdict verdict);

    /** That many scored events were forgotten, with or without a label. */
    void forgotten(int labelled, int unlabelled);
}
