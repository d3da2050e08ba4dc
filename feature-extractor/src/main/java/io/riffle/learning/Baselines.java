package io.riffle.learning;

/** What can be said without looking at an event: the last truth, and the usual one. What a learner must beat. */
final class Baselines {
    private final Target target;
    private final long[] counts;
    private double last;
    private double mean;
    private long known;

    Baselines(Target target) {
        this.target = target;
        counts = new long[target instanceof Target.Classes classes ? classes.size() : 2];
    }

    void learn(double truth) {
        last = truth;
        known++;
        mean += (truth - mean) / known;
        if (!(target instanceof Target.Regression)) {
            counts[(int) truth]++;
        }
    }

    /** The truth that became known last; 0 before the first. */
    double noChange() {
        return last;
    }

    /** The most frequent truth, the greatest on a tie, 0 before the first; of numbers the mean. */
    double majority() {
        if (target instanceof Target.Regression || known == 0) {
            return mean;
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] >= counts[most] ? i : most;
        }
        return most;
    }
}
