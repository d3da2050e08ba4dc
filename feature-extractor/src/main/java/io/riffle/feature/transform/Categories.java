package io.riffle.feature.transform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Known categories and their positions; one hash lookup per value, the boxed positions are made once. */
final class Categories {
    static final int UNKNOWN = -1;

    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    Categories(List<String> names) {
        this.names = names;
        for (String name : names) {
            positions.put(name, positions.size());
        }
    }

    List<String> names() {
        return names;
    }

    /** The position of a category, {@link #UNKNOWN} for any other text and for a missing one. */
    int position(@Nullable String name) {
        Integer position = name == null ? null : positions.get(name);
        return position == null ? UNKNOWN : position;
    }
}
