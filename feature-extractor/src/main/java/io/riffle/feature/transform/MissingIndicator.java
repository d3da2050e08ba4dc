package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 1 where a number or text is missing, 0 if it is there, be it infinite, empty or unknown. */
record MissingIndicator() implements Transform.NumberToNumber, Transform.TextToNumber {
    @Override
    public double apply(double value) {
        return Double.isNaN(value) ? 1 : 0;
    }

    @Override
    public double apply(@Nullable String value) {
        return value == null ? 1 : 0;
    }

    @Override
    public List<String> names(String input) {
        return List.of(input + "_missing");
    }

    /** {@code missing-indicator} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "missing-indicator";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new MissingIndicator();
        }
    }
}
