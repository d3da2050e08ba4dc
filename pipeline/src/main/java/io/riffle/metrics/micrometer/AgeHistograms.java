package io.riffle.metrics.micrometer;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.riffle.metrics.FeatureAges;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** {@code riffle_feature_age_seconds}: one histogram per stored feature, added to once per frame. */
final class AgeHistograms implements Collector {
    private static final double[] BOUNDS = FeatureAges.bounds();

    private final String pipeline;
    private final Map<String, Ages> all = new ConcurrentHashMap<>();

    AgeHistograms(String pipeline) {
        this.pipeline = pipeline;
    }

    void add(String feature, FeatureAges ages) {
        all.computeIfAbsent(feature, none -> new Ages()).add(ages);
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                .name("riffle_feature_age_seconds")
                .help("Age of stored feature values at the time of the event that read them");
        all.forEach((feature, ages) -> snapshot.dataPoint(ages.point(pipeline, feature)));
        return snapshot.build();
    }

    private static final class Ages {
        private final LongAdder[] counts = new LongAdder[BOUNDS.length];
        private final DoubleAdder seconds = new DoubleAdder();

        private Ages() {
            for (int bin = 0; bin < counts.length; bin++) {
                counts[bin] = new LongAdder();
            }
        }

        private void add(FeatureAges ages) {
            for (int bin = 0; bin < counts.length; bin++) {
                if (ages.count(bin) > 0) {
                    counts[bin].add(ages.count(bin));
                }
            }
            seconds.add(ages.seconds());
        }

        private HistogramDataPointSnapshot point(String pipeline, String feature) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int bin = 0; bin < counts.length; bin++) {
                buckets.bucket(BOUNDS[bin], counts[bin].sum());
            }
            return HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("feature", feature, "pipeline", pipeline))
                    .classicHistogramBuckets(buckets.build())
                    .sum(seconds.sum())
                    .build();
        }
    }
}
