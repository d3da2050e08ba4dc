package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.feature.OddValue;
import io.riffle.metrics.FeatureAges;
import io.riffle.metrics.FeatureMetrics;

/** {@code riffle_feature_*}. */
final class MicrometerFeatureMetrics implements FeatureMetrics {
    private final LabelledCounters odd;
    private final LabelledCounters reads;
    private final LabelledCounters writes;
    private final LabelledCounters unreadable;
    private final AgeHistograms ages;

    MicrometerFeatureMetrics(MeterRegistry registry, AgeHistograms ages) {
        this.ages = ages;
        writes = new LabelledCounters(
                registry,
                "riffle.feature.writes",
                "Feature values of this pipeline's history by what became of them on their way to the store",
                "result");
        unreadable = new LabelledCounters(
                registry,
                "riffle.feature.unreadable",
                "Stored values that were read and are not of the declared type, or whose time is no usual one",
                "feature",
                "reason");
        reads = new LabelledCounters(
                registry,
                "riffle.feature.reads",
                "Rows for which a stored feature was looked up: stale and missing ones are a share of these",
                "feature");
        odd = new LabelledCounters(
                registry,
                "riffle.feature.odd.values",
                "Values that were missing, unknown, not a number, infinite or too large on their way to the model",
                "feature",
                "kind");
    }

    @Override
    public void odd(String feature, OddValue kind, int values) {
        odd.counter(feature, kind.label()).increment(values);
    }

    @Override
    public void read(String feature, int rows, FeatureAges ages) {
        reads.counter(feature).increment(rows);
        this.ages.add(feature, ages);
    }

    @Override
    public void unreadable(String feature, Unreadable reason) {
        unreadable.counter(feature, reason.label()).increment();
    }

    @Override
    public void written(Write result, long values) {
        writes.counter(result.label()).increment((double) values);
    }
}
