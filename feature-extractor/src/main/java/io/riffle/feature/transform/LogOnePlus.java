package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;

/**
 * {@code ln(1 + value)}: tames long tails of amounts and counts. Below -1 there is no answer: NaN; -1 gives negative
 * infinity. A missing number stays missing.
 */
record LogOnePlus() implements Transform.NumberToNumber {
    @Override
    public double apply(double value) {
        return Math.log1p(value);
    }

    /** {@code log1p} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "log1p";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new LogOnePlus();
        }
    }
}
