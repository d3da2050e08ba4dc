package io.riffle.metrics.micrometer;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Histograms of scores, one per label set. Like {@link LatencyHistogram}, because it counts every event. */
final class ScoreHistograms implements Collector {
    /** Tenths, finer at both ends: most scores of a classifier are there. Upper bounds, inclusive. */
    private static final double[] BOUNDS = {0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};

    private final String name;
    private final String help;
    private final List<Scores> all = new CopyOnWriteArrayList<>();

    ScoreHistograms(String name, String help) {
        this.name = name;
        this.help = help;
    }

    Scores of(Labels labels) {
        Scores scores = new Scores(labels);
        all.add(scores);
        return scores;
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help);
        all.forEach(scores -> snapshot.dataPoint(scores.point()));
        return snapshot.build();
    }

    /** The scores of one label set. Thread-safe. */
    static final class Scores {
        private final Labels labels;
        private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
        private final DoubleAdder sum = new DoubleAdder();

        private Scores(Labels labels) {
            this.labels = labels;
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
        }

        void add(double[] scores, int rows) {
            int[] frame = new int[counts.length];
            double total = 0;
            for (int row = 0; row < rows; row++) {
                frame[bucket(scores[row])]++;
                total += scores[row];
            }
            for (int i = 0; i < frame.length; i++) {
                if (frame[i] > 0) {
                    counts[i].add(frame[i]);
                }
            }
            sum.add(total);
        }

        private static int bucket(double score) {
            int bucket = 0;
            while (bucket < BOUNDS.length && score > BOUNDS[bucket]) {
                bucket++;
            }
            return bucket;
        }

        private HistogramDataPointSnapshot point() {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < counts.length; i++) {
                buckets.bucket(i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY, counts[i].sum());
            }
            return HistogramDataPointSnapshot.builder()
                    .labels(labels)
                    .classicHistogramBuckets(buckets.build())
                    .sum(sum.sum())
                    .build();
        }
    }
}
