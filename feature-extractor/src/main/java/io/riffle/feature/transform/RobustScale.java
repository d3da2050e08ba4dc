package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import java.util.Map;

/**
 * Makes {@code robust-scale}, {@code (value - center) / scale}, as scikit-learn's RobustScaler: a {@link StandardScale}
 * by median and distance of two quantiles, which outliers do not move.
 */
final class RobustScale {
    private RobustScale() {}

    /** {@code robust-scale {center: 3, scale: 1.5}}. Learns both, the scale from the percentiles low: 25 and high: 75. */
    public static final class Factory implements LearnsFromNumbers {
        @Override
        public String name() {
            return "robust-scale";
        }

        @Override
        public String learned() {
            return "scale";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow("low", "high");
            double center = parameters.number("center");
            return new StandardScale(center, Scales.positive(parameters, "scale"));
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            double low = parameters.number("low", 25);
            double high = parameters.number("high", 75);
            if (low < 0 || high > 100 || low >= high) {
                throw parameters.mustBe("low", "a percentile below 'high' (" + high + ")", low);
            }
            SortedNumbers sorted = numbers.sorted();
            double scale = Scales.usable(sorted.quantile(high / 100) - sorted.quantile(low / 100));
            return Map.of("center", sorted.quantile(0.5), "scale", scale);
        }
    }
}
