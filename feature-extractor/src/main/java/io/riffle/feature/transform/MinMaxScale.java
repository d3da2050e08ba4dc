package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import java.util.Map;

/**
 * Maps [min, max] to [low, high] as scikit-learn's MinMaxScaler does: {@code value * factor + offset}, a range of
 * width 0 (a constant column) counting as width 1. Values outside go on linearly or, with clip, stop at low and high.
 * A missing number stays missing, an infinite one stays infinite unless it is clipped.
 */
record MinMaxScale(double factor, double offset, double lowest, double highest) implements Transform.NumberToNumber {

    @Override
    public double apply(double value) {
        return Math.min(Math.max(value * factor + offset, lowest), highest);
    }

    /** {@code min-max {min: 0, max: 5000, low: 0, high: 1, clip: false}}. Learns min and max. */
    public static final class Factory implements LearnsFromNumbers {
        @Override
        public String name() {
            return "min-max";
        }

        @Override
        public String learned() {
            return "max";
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            SortedNumbers sorted = numbers.sorted();
            return Map.of("min", sorted.least(), "max", sorted.greatest());
        }

        @Override
        public Transform create(TransformParameters parameters) {
            double min = parameters.number("min");
            double max = parameters.number("max");
            double low = parameters.number("low", 0);
            double high = parameters.number("high", 1);
            if (max < min) {
                throw parameters.mustBe("max", "at least 'min' (" + min + ")", max);
            }
            if (high <= low) {
                throw parameters.mustBe("high", "greater than 'low' (" + low + ")", high);
            }
            double factor = (high - low) / (max == min ? 1 : max - min);
            if (!Double.isFinite(factor) || factor == 0) {
                throw parameters.mustBe("max", "at a usable distance from 'min' (" + min + ")", max);
            }
            boolean clip = parameters.flag("clip", false);
            double lowest = clip ? low : Double.NEGATIVE_INFINITY;
            double highest = clip ? high : Double.POSITIVE_INFINITY;
            return new MinMaxScale(factor, low - min * factor, lowest, highest);
        }
    }
}
