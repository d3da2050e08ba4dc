package io.riffle.metrics.micrometer;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram for what happens once per event. A timer of the meter library also keeps a maximum over a moving window
 * and costs several times as much; this adds to one bucket and to one sum.
 */
final class LatencyHistogram implements Collector {
    /** Upper bounds in milliseconds, inclusive. */
    private static final long[] BOUNDS = {1, 2, 5, 10, 15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000};

    private static final int DIRECT = 64;
    private static final byte[] BUCKET_OF_SHORT = bucketsOfShort();

    private final String name;
    private final String help;
    private final Labels labels;
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder milliseconds = new LongAdder();

    LatencyHistogram(String name, String help, Labels labels) {
        this.name = name;
        this.help = help;
        this.labels = labels;
        Arrays.setAll(counts, bucket -> new LongAdder());
    }

    /** A negative duration, from clocks that disagree, counts as none. */
    void record(long duration) {
        long positive = Math.max(0, duration);
        counts[bucket(positive)].increment();
        milliseconds.add(positive);
    }

    /** Upper bounds in milliseconds. */
    static double[] bounds() {
        return Arrays.stream(BOUNDS).asDoubleStream().toArray();
    }

    /** Rows per bucket; one more than there are bounds. */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    long milliseconds() {
        return milliseconds.sum();
    }

    @Override
    public HistogramSnapshot collect() {
        double[] bounds = new double[counts.length];
        long[] sums = new long[counts.length];
        for (int bucket = 0; bucket < counts.length; bucket++) {
            bounds[bucket] = bucket < BOUNDS.length ? BOUNDS[bucket] / 1e3 : Double.POSITIVE_INFINITY;
            sums[bucket] = counts[bucket].sum();
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(labels)
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, sums))
                        .sum(milliseconds.sum() / 1e3)
                        .build())
                .build();
    }

    private static int bucket(long duration) {
        return duration < DIRECT ? BUCKET_OF_SHORT[(int) duration] : search(duration);
    }

    private static int search(long duration) {
        int found = Arrays.binarySearch(BOUNDS, duration);
        return found >= 0 ? found : -found - 1;
    }

    private static byte[] bucketsOfShort() {
        byte[] buckets = new byte[DIRECT];
        for (int duration = 0; duration < DIRECT; duration++) {
            buckets[duration] = (byte) search(duration);
        }
        return buckets;
    }
}
