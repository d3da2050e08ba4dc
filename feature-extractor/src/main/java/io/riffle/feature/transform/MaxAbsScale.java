package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import java.util.Map;

/** Makes {@code max-abs}, {@code value / max}, as scikit-learn's MaxAbsScaler: a {@link StandardScale} around 0. */
final class MaxAbsScale {
    private MaxAbsScale() {}

    /** {@code max-abs {max: 5000}}. Learns the largest absolute value. */
    public static final class Factory implements LearnsFromNumbers {
        @Override
        public String name() {
            return "max-abs";
        }

        @Override
        public String learned() {
            return "max";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new StandardScale(0, Scales.positive(parameters, "max"));
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            SortedNumbers sorted = numbers.sorted();
            return Map.of("max", Scales.usable(Math.max(Math.abs(sorted.least()), Math.abs(sorted.greatest()))));
        }
    }
}
