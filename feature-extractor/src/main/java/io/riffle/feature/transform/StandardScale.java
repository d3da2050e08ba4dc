package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;

/**
 * {@code (value - mean) / scale}, as scikit-learn's StandardScaler, whose scale is 1 for a constant column. A missing
 * number stays missing, an infinite one infinite.
 */
record StandardScale(double mean, double scale) implements Transform.NumberToNumber {
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

    /** {@code standard-scale {mean: 3.1, scale: 1.2}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "standard-scale";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            double mean = parameters.number("mean");
            double scale = parameters.number("scale");
            if (!(scale > 0)) {
                throw parameters.mustBe("scale", "greater than 0", scale);
            }
            return new StandardScale(mean, scale);
        }
    }
}
