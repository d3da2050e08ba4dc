package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import java.util.Map;

/**
 * {@code (value - mean) / scale}, as scikit-learn's StandardScaler, whose scale is 1 for a constant column. A missing
 * number stays missing, an infinite one infinite.
 */
record StandardScale(double mean, double scale) implements Transform.NumberToNumber {
    private static final double EPSILON = Math.ulp(1.0);

    @Override
    public double apply(double value) {
        return (value - mean) / scale;
    }

    @Override
    public void applyAll(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = (values[i] - mean) / scale;
        }
    }

    /**
     * {@code standard-scale {mean: 3.1, scale: 1.2}}. Learns both; {@code with-mean: false} and {@code with-std: false}
     * learn 0 and 1 instead.
     */
    public static final class Factory implements LearnsFromNumbers {
        @Override
        public String name() {
            return "standard-scale";
        }

        @Override
        public String learned() {
            return "scale";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow("with-mean", "with-std");
            double mean = parameters.number("mean");
            return new StandardScale(mean, Scales.positive(parameters, "scale"));
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            SortedNumbers sorted = numbers.sorted();
            double mean = parameters.flag("with-mean", true) ? sorted.mean() : 0;
            double scale = parameters.flag("with-std", true) ? deviation(sorted) : 1;
            return Map.of("mean", mean, "scale", scale);
        }

        /** A variance that rounding alone explains is none: scikit-learn's {@code _is_constant_feature}. */
        private static double deviation(SortedNumbers sorted) {
            double variance = sorted.variance();
            double error = sorted.total() * sorted.mean() * EPSILON;
            boolean constant = variance <= sorted.total() * EPSILON * variance + error * error;
            return constant || variance == 0 ? 1 : Math.sqrt(variance);
        }
    }
}
