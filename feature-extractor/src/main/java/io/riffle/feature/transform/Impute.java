package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.LearnsFromTexts;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import io.riffle.feature.fit.TextCounts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a fixed value if one is missing; infinity is not missing. A number is for numbers, a text for texts. */
final class Impute {
    private static final String STRATEGY = "strategy";
    private static final String MOST_FREQUENT = "most-frequent";

    private Impute() {}

    record ImputeNumber(double replacement) implements Transform.NumberToNumber {
        @Override
        public double apply(double value) {
            return Double.isNaN(value) ? replacement : value;
        }
    }

    record ImputeText(String replacement) implements Transform.TextToText {
        @Override
        public @Nullable String apply(@Nullable String value) {
            return value == null ? replacement : value;
        }
    }

    /**
     * {@code impute {value: 0}} or {@code impute {value: unknown}}, as scikit-learn's SimpleImputer. Learns the value by
     * {@code strategy}: mean (the default for numbers), median or most-frequent (the default for texts).
     */
    public static final class Factory implements LearnsFromNumbers, LearnsFromTexts {
        @Override
        public String name() {
            return "impute";
        }

        @Override
        public String learned() {
            return "value";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow(STRATEGY);
            if (parameters.required("value") instanceof String text) {
                return new ImputeText(text);
            }
            return new ImputeNumber(parameters.number("value"));
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            SortedNumbers sorted = numbers.sorted();
            double value = switch (parameters.oneOf(STRATEGY, "mean", "mean", "median", MOST_FREQUENT)) {
                case "mean" -> sorted.mean();
                case "median" -> sorted.quantile(0.5);
                default -> sorted.mode();
            };
            return Map.of("value", value);
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, TextCounts texts) {
            parameters.oneOf(STRATEGY, MOST_FREQUENT, MOST_FREQUENT);
            return Map.of("value", texts.mode());
        }
    }
}
