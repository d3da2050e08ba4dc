package io.riffle.model.deployment;

/** Buckets of an experiment that lie side by side, {@code to} exclusive. */
public record BucketRange(int from, int to) {
    public BucketRange {
        if (from < 0 || to > Experiment.BUCKETS || from >= to) {
            throw new IllegalArgumentException("a range of buckets must lie in [0, " + Experiment.BUCKETS
                    + ") and not be empty: was [" + from + ", " + to + ")");
        }
    }

    int size() {
        return to - from;
    }
}
