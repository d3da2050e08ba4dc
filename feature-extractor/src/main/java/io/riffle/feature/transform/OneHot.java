package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformParameters;
import io.riffle.feature.fit.LearnsFromTexts;
import io.riffle.feature.fit.TextCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value per category, 1 for the one that it is, as scikit-learn's OneHotEncoder. A missing category gives zeros; an
 * unknown one is counted and gives zeros too, or the last value where rare categories share one.
 */
final class OneHot implements Transform.TextToValues, Transform.KnowsCategories {
    private static final String INFREQUENT = "infrequent";

    private final Categories categories;
    private final Categories rare;
    private final int dropped;
    private final boolean unknownIsRare;
    private int unknown;

    /**
     * @param rare categories that share one value, which comes last; empty for none
     * @param dropped how many of the first categories have no value: 0 or 1
     */
    OneHot(List<String> categories, List<String> rare, int dropped, boolean unknownIsRare) {
        this.categories = new Categories(categories);
        this.rare = new Categories(rare);
        this.dropped = dropped;
        this.unknownIsRare = unknownIsRare;
    }

    @Override
    public List<String> names(String input) {
        List<String> names = new ArrayList<>(categories.names());
        if (!rare.names().isEmpty()) {
            names.add(INFREQUENT);
        }
        return names.subList(dropped, names.size()).stream()
                .map(name -> input + "=" + name)
                .toList();
    }

    @Override
    public void apply(@Nullable String value, Slots slots) {
        if (value == null) {
            return;
        }
        int position = categories.position(value);
        if (position == Categories.UNKNOWN) {
            applyOther(value, slots);
        } else if (position >= dropped) {
            slots.put(position - dropped, 1);
        }
    }

    private void applyOther(String value, Slots slots) {
        boolean isRare = rare.position(value) != Categories.UNKNOWN;
        unknown += isRare ? 0 : 1;
        if (isRare || unknownIsRare) {
            slots.put(categories.names().size() - dropped, 1);
        }
    }

    @Override
    public int takeUnknown() {
        int taken = unknown;
        unknown = 0;
        return taken;
    }

    /**
     * {@code one-hot {categories: [grocery, fuel]}}. {@code infrequent: [coal]} are categories that share one last value,
     * which {@code unknown: infrequent} gives unknown ones too (default: ignore); {@code drop: first} leaves the first
     * category out, {@code drop: if-binary} where there are two. Learns the categories, and with {@code min-frequency: n}
     * which of them are infrequent.
     */
    public static final class Factory implements LearnsFromTexts {
        @Override
        public String name() {
            return "one-hot";
        }

        @Override
        public String learned() {
            return "categories";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            parameters.allow("min-frequency");
            List<String> categories = parameters.distinctTexts("categories");
            List<String> rare = parameters.has(INFREQUENT) ? parameters.distinctTexts(INFREQUENT) : List.of();
            boolean unknownIsRare =
                    parameters.oneOf("unknown", "ignore", "ignore", INFREQUENT).equals(INFREQUENT);
            if (unknownIsRare && rare.isEmpty() && !parameters.has("min-frequency")) {
                throw parameters.mustBe("unknown", "ignore where no category is infrequent", INFREQUENT);
            }
            String drop = parameters.oneOf("drop", "none", "none", "first", "if-binary");
            int values = categories.size() + (rare.isEmpty() ? 0 : 1);
            boolean drops = drop.equals("first") || (drop.equals("if-binary") && values == 2);
            if (drops && values < 2) {
                throw parameters.mustBe("drop", "left out where there is one category", drop);
            }
            return new OneHot(categories, rare, drops ? 1 : 0, unknownIsRare && !rare.isEmpty());
        }

        @Override
        public Map<String, Object> learn(TransformParameters parameters, TextCounts texts) {
            long least =
                    parameters.has("min-frequency") ? parameters.wholeNumber("min-frequency", 1, Integer.MAX_VALUE) : 1;
            List<String> frequent = new ArrayList<>();
            List<String> rare = new ArrayList<>();
            texts.sorted().forEach((text, times) -> (times >= least ? frequent : rare).add(text));
            if (frequent.isEmpty()) {
                throw parameters.mustBe(
                        "min-frequency", "at most what the most frequent of the recorded categories has", least);
            }
            return rare.isEmpty() ? Map.of("categories", frequent) : Map.of("categories", frequent, INFREQUENT, rare);
        }
    }
}
