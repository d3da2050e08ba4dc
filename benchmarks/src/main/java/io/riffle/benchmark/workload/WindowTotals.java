package io.riffle.benchmark.workload;

import java.nio.FloatBuffer;

/** Count, sum, mean and max over the last 1, 10 and 60 minutes, added up from totals of single minutes. */
public final class WindowTotals {
    private final long[] counts = new long[FeatureLayout.WINDOW_MINUTES.size()];
    private final double[] sums = new double[counts.length];
    private final double[] maxima = new double[counts.length];
    private final int[] minutes =
            FeatureLayout.WINDOW_MINUTES.stream().mapToInt(Integer::intValue).toArray();

    public void clear() {
        for (int window = 0; window < counts.length; window++) {
            counts[window] = 0;
            sums[window] = 0;
            maxima[window] = Double.NEGATIVE_INFINITY;
        }
    }

    /** Adds the totals of one minute, {@code age} minutes before the event's own. */
    public void add(int age, int count, double sum, double max) {
        for (int window = counts.length - 1; window >= 0 && age < minutes[window]; window--) {
            counts[window] += count;
            sums[window] += sum;
            maxima[window] = Math.max(maxima[window], max);
        }
    }

    /** Writes the aggregates in the order of the features. */
    public void write(FloatBuffer features) {
        for (int window = 0; window < counts.length; window++) {
            features.put((float) counts[window]);
            features.put((float) sums[window]);
            features.put((float) (sums[window] / counts[window]));
            features.put((float) maxima[window]);
        }
    }
}
