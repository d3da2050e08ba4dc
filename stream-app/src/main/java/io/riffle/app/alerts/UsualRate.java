package io.riffle.app.alerts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * What an instance usually receives: the median of the last hour's minutes, per partition, so that it holds when partitions
 * come and go. Unknown for the first ten minutes.
 */
final class UsualRate {
    private static final int MOST = 60;
    private static final int LEAST = 10;

    private final Deque<Double> minutes = new ArrayDeque<>();

    void add(double rowsPerSecondAndPartition) {
        minutes.addLast(rowsPerSecondAndPartition);
        if (minutes.size() > MOST) {
            minutes.removeFirst();
        }
    }

    /** Rows per second and partition; empty if it is not known, or nothing is usual. */
    OptionalDouble usual() {
        if (minutes.size() < LEAST) {
            return OptionalDouble.empty();
        }
        double[] sorted =
                minutes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return median > 0 ? OptionalDouble.of(median) : OptionalDouble.empty();
    }
}
