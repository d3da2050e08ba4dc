package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value per category, 1 for the one that it is; an unknown or missing category gives zeros. */
final class OneHot implements Transform.TextToValues {
    private final Categories categories;

    OneHot(List<String> categories) {
        this.categories = new Categories(categories);
    }

    @Override
    public List<String> names(String input) {
        return categories.names().stream().map(name -> input + "=" + name).toList();
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        int position = categories.position(value);
        if (position != Categories.UNKNOWN) {
            slots.put(position, 1);
        }
    }

    /** {@code one-hot {categories: [grocery, fuel]}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "one-hot";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            return new OneHot(parameters.distinctTexts("categories"));
        }
    }
}
