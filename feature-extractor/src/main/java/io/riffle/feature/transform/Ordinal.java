package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromNumbers;
import io.riffle.feature.fit.LearnsFromTexts;
import io.riffle.feature.fit.NumberCounts;
import io.riffle.feature.fit.SortedNumbers;
import io.riffle.feature.fit.TextCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A category's position in the list, from 0, as scikit-learn's OrdinalEncoder and LabelEncoder; a category may be a text
 * or a number. An unknown one is counted and gives a fixed number, a missing one stays missing.
 */
final class Ordinal {
    private Ordinal() {}

    static final class OfTexts implements Transform.TextToNumber, Transform.KnowsCategories {
        private final Categories categories;
        private final double substitute;
        private int unknown;

        OfTexts(List<String> categories, double substitute) {
            this.categories = new Categories(categories);
            this.substitute = substitute;
        }

        @Override
        public double apply(@Nullable String value) {
            if (value == null) {
                return Double.NaN;
            }
            int position = categories.position(value);
            if (position != Categories.UNKNOWN) {
                return position;
            }
            unknown++;
            return substitute;
        }

        @Override
        public int takeUnknown() {
            int taken = unknown;
            unknown = 0;
            return taken;
        }
    }

    static final class OfNumbers implements Transform.NumberToNumber, Transform.KnowsCategories {
        private final double[] categories;
        private final double substitute;
        private int unknown;

        OfNumbers(double[] categories, double substitute) {
            this.categories = categories.clone();
            this.substitute = substitute;
        }

        @Override
        public double apply(double value) {
            if (Double.isNaN(value)) {
                return value;
            }
            int position = Arrays.binarySearch(categories, value + 0.0);
            if (position >= 0) {
                return position;
            }
            unknown++;
            return substitute;
        }

        @Override
        public int takeUnknown() {
            int taken = unknown;
            unknown = 0;
            return taken;
        }
    }

    /** {@code ordinal {categories: [low, middle, high], unknown: -1}}; numbers in ascending order. Learns the categories. */
    public static final class Factory implements LearnsFromTexts, LearnsFromNumbers {
        @Override
        public String name() {
            return "ordinal";
        }

        @Override
        public String learned() {
            return "categories";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            double unknown = parameters.number("unknown", -1);
            if (parameters.required("categories") instanceof List<?> list
                    && !list.isEmpty()
                    && list.get(0) instanceof Number) {
                return new OfNumbers(parameters.ascendingNumbers("categories"), unknown);
            }
            return new OfTexts(parameters.distinctTexts("categories"), unknown);
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, TextCounts texts) {
            return Map.of("categories", texts.distinct());
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, NumberCounts numbers) {
            SortedNumbers sorted = numbers.sorted();
            List<Object> categories = new ArrayList<>();
            for (int i = 0; i < sorted.distinct(); i++) {
                categories.add(sorted.value(i));
            }
            return Map.of("categories", categories);
        }
    }
}
