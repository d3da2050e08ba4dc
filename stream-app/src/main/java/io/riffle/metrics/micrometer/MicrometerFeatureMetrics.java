package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.feature.OddValue;
import io.riffle.metrics.FeatureMetrics;

/** {@code riffle_feature_odd_values_total}. */
final class MicrometerFeatureMetrics implements FeatureMetrics {
    private final LabelledCounters odd;

    MicrometerFeatureMetrics(MeterRegistry registry) {
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
}
