package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;

/** 1 for a number above the threshold, else 0, as scikit-learn's Binarizer. A missing number stays missing. */
record Binarize(double threshold) implements Transform.NumberToNumber {
    @Override
    public double apply(double value) {
        if (Double.isNaN(value)) {
            return value;
        }
        return value > threshold ? 1 : 0;
    }

    /** {@code binarize {threshold: 0}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "binarize";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new Binarize(parameters.number("threshold", 0));
        }
    }
}
