package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A category's position in the list, from 0. An unknown category gives a fixed number, a missing one stays missing. */
final class Ordinal implements Transform.TextToNumber {
    private final Categories categories;
    private final double unknown;

    Ordinal(List<String> categories, double unknown) {
        this.categories = new Categories(categories);
        this.unknown = unknown;
    }

    @Override
    public double apply(@Nullable String value) {
        if (value == null) {
            return Double.NaN;
        }
        int position = categories.position(value);
        return position == Categories.UNKNOWN ? unknown : position;
    }

    /** {@code ordinal {categories: [low, middle, high], unknown: -1}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "ordinal";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new Ordinal(parameters.distinctTexts("categories"), parameters.number("unknown", -1));
        }
    }
}
