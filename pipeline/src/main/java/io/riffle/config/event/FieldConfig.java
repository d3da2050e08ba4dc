package io.riffle.config.event;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One declared event field and its quality rules. Outside {@code allowed} an event is a dead letter; outside {@code
 * expected} it is scored with the warning OUTLIER.
 */
public record FieldConfig(
        String name,
        FeatureType type,
        boolean required,
        Limits allowed,
        Limits expected,
        Categories categories,
        int maxLength,
        ImageConfig image,
        FieldSource source) {
    /** Characters of a category or text, where the field says nothing else. */
    public static final int DEFAULT_MAX_LENGTH = 10_000;

    /** What happens to a category that is not among the known ones: scored with a warning, or refused. */
    public enum UnknownValues {
        WARN,
        REJECT
    }

    /** The known categories and what becomes of others; none means any. */
    public record Categories(List<String> values, UnknownValues unknown) {
        public static final Categories ANY = new Categories(List.of(), UnknownValues.WARN);

        public Categories {
            values = List.copyOf(values);
        }
    }

    public FieldConfig {
        List<String> values = categories.values();
        Violations violations = Violations.in("event.fields." + name)
                .check(!name.isBlank(), "name", "must not be blank", "'" + name + "'")
                .check(new HashSet<>(values).size() == values.size(), "values", "must differ from each other", values)
                .atLeast("max-length", maxLength, 1);
        if (type != FeatureType.NUMBER && type != FeatureType.INTEGER) {
            refuse(violations, "min", allowed.min().isPresent(), "the type is number or integer");
            refuse(violations, "max", allowed.max().isPresent(), "the type is number or integer");
            refuse(
                    violations,
                    "expected",
                    expected.min().isPresent() || expected.max().isPresent(),
                    "the type is number or integer");
        }
        refuse(violations, "values", type != FeatureType.CATEGORY && !values.isEmpty(), "the type is category");
        refuse(
                violations,
                "unknown",
                categories.unknown() == UnknownValues.REJECT && values.isEmpty(),
                "values are listed");
        refuse(
                violations,
                "max-bytes, max-pixels and folder",
                type != FeatureType.IMAGE && !image.equals(ImageConfig.DEFAULT),
                "the type is image");
        image.check(violations);
        source.check(type, violations);
        ordered(violations, "max", allowed.min(), allowed.max(), "min");
        ordered(violations, "expected.max", expected.min(), expected.max(), "expected.min");
        ordered(violations, "expected.min", allowed.min(), expected.min(), "min");
        ordered(violations, "max", expected.max(), allowed.max(), "expected.max");
        violations.throwIfAny();
    }

    /** A member of the field's name, read strictly. */
    public FieldConfig(
            String name,
            FeatureType type,
            boolean required,
            Limits allowed,
            Limits expected,
            Categories categories,
            int maxLength,
            ImageConfig image) {
        this(name, type, required, allowed, expected, categories, maxLength, image, FieldSource.of(name));
    }

    /** The same from somewhere else, or read in another way. */
    public FieldConfig from(FieldSource other) {
        return new FieldConfig(name, type, required, allowed, expected, categories, maxLength, image, other);
    }

    /** A field without any quality rule. */
    public static FieldConfig of(String name, FeatureType type) {
        return new FieldConfig(
                name, type, false, Limits.NONE, Limits.NONE, Categories.ANY, DEFAULT_MAX_LENGTH, ImageConfig.DEFAULT);
    }

    private static void refuse(Violations violations, String key, boolean given, String condition) {
        violations.check(!given, key, "must be left out unless " + condition, "set");
    }

    private static void ordered(
            Violations violations, String key, OptionalDouble low, OptionalDouble high, String lowKey) {
        if (low.isPresent() && high.isPresent() && low.getAsDouble() > high.getAsDouble()) {
            violations.add(
                    key, "must be at least " + lowKey + " (" + low.getAsDouble() + "): was " + high.getAsDouble());
        }
    }
}
