package io.riffle.config.event;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a field's value comes from, and how it is read.
 *
 * @param place inside of {@code event.fields-in}, if it is in the value
 * @param fold what becomes of an array; without one, a field has one value
 */
public record FieldSource(EventPlace place, Optional<ArrayFold> fold, Leniency leniency) {
    /** What becomes of the elements of an array. */
    public enum ArrayFold {
        /** The first one that has a value. */
        FIRST,
        /** The last one that has a value. */
        LAST,
        /** How many have a value. */
        COUNT,
        /** All that have a value, with commas between. */
        JOIN
    }

    /** A member of that name, read strictly. */
    public static FieldSource of(String name) {
        return new FieldSource(new EventPlace.InValue(EventPath.of(name)), Optional.empty(), Leniency.NONE);
    }

    public FieldSource {
        if (fold.isPresent()
                && place instanceof EventPlace.InValue inside
                && !inside.path().hasEach()) {
            place = new EventPlace.InValue(inside.path().each());
        }
    }

    /** The rules, under the keys of the field. */
    public void check(FeatureType type, Violations violations) {
        boolean inValue = place instanceof EventPlace.InValue;
        violations
                .check(!(place instanceof EventPlace.Position), "from", "must be value, key or header", "position")
                .check(fold.isEmpty() || inValue, "array", "must be left out unless the field is in the value", "set")
                .check(
                        fold.isEmpty() || fits(fold.get(), type),
                        "array",
                        "must be count for a number, join for a category or text, first or last",
                        fold.map(FieldSource::word).orElse("absent"))
                .check(inValue || type != FeatureType.IMAGE, "from", "must be value for an image", place.text());
        place.valuePath().ifPresent(path -> {
            long arrays = path.steps().stream()
                    .filter(EventPath.Each.class::isInstance)
                    .count();
            violations
                    .check(arrays <= 1, "path", "must have [] once", path)
                    .check(arrays == 0 || fold.isPresent(), "array", "must be set for a path with []", "absent");
        });
        leniency.coerce()
                .forEach(each ->
                        violations.check(each.fits(type), "coerce", "must fit the type " + word(type), word(each)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean fits(ArrayFold fold, FeatureType type) {
        return switch (fold) {
            case COUNT -> type == FeatureType.NUMBER || type == FeatureType.INTEGER;
            case JOIN -> type == FeatureType.CATEGORY || type == FeatureType.TEXT;
            case FIRST, LAST -> type != FeatureType.IMAGE;
        };
    }
}
