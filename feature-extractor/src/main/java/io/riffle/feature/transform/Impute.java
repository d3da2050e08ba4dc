package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import org.jspecify.annotations.Nullable;

/** Puts a fixed value where one is missing; infinity is not missing. A number is for numbers, a text for texts. */
final class Impute {
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

    /** {@code impute {value: 0}} or {@code impute {value: unknown}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "impute";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            if (parameters.required("value") instanceof String text) {
                return new ImputeText(text);
            }
            return new ImputeNumber(parameters.number("value"));
        }
    }
}
