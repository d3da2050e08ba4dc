package io.riffle.config;

import io.riffle.feature.FeatureType;
import io.riffle.settings.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One declared event field and its quality rules. Outside {@code min}/{@code max} an event is a dead letter; outside
 * {@code expectedMin}/{@code expectedMax} it is scored with the warning OUTLIER.
 */
public record FieldConfig(
        String name,
        FeatureType type,
        boolean required,
        OptionalDouble min,
        OptionalDouble max,
        OptionalDouble expectedMin,
        OptionalDouble expectedMax,
        List<String> values,
        UnknownValues unknown,
        int maxLength,
        ImageConfig image) {
    /** Characters of a category or text, where the field says nothing else. */
    public static final int DEFAULT_MAX_LENGTH = 10_000;

    /** What happens to a category that is not among {@code values}: scored with a warning, or refused. */
    public enum UnknownValues {
        WARN,
        REJECT
    }

    public FieldConfig {
        values = List.copyOf(values);
        Violations violations = Violations.in("event.fields." + name)
                .check(!name.isBlank(), "name", "must not be blank", "'" + name + "'")
                .check(new HashSet<>(values).size() == values.size(), "values", "must differ from each other", values)
                .atLeast("max-length", maxLength, 1);
        if (type != FeatureType.NUMBER && type != FeatureType.INTEGER) {
            refuse(violations, "min", min.isPresent(), "the type is number or integer");
            refuse(violations, "max", max.isPresent(), "the type is number or integer");
            refuse(
                    violations,
                    "expected",
                    expectedMin.isPresent() || expectedMax.isPresent(),
                    "the type is number or integer");
        }
        refuse(violations, "values", type != FeatureType.CATEGORY && !values.isEmpty(), "the type is category");
        refuse(violations, "unknown", unknown == UnknownValues.REJECT && values.isEmpty(), "values are listed");
        refuse(
                violations,
                "max-bytes, max-pixels and folder",
                type != FeatureType.IMAGE && !image.equals(ImageConfig.DEFAULT),
                "the type is image");
        image.check(violations);
        ordered(violations, "max", min, max, "min");
        ordered(violations, "expected.max", expectedMin, expectedMax, "expected.min");
        ordered(violations, "expected.min", min, expectedMin, "min");
        ordered(violations, "max", expectedMax, max, "expected.max");
        violations.throwIfAny();
    }

    /** A field with the usual bounds for images. */
    public FieldConfig(
            String name,
            FeatureType type,
            boolean required,
            OptionalDouble min,
            OptionalDouble max,
            OptionalDouble expectedMin,
            OptionalDouble expectedMax,
            List<String> values,
            UnknownValues unknown,
            int maxLength) {
        this(name, type, required, min, max, expectedMin, expectedMax, values, unknown, maxLength, ImageConfig.DEFAULT);
    }

    /** A field without any quality rule. */
    public static FieldConfig of(String name, FeatureType type) {
        OptionalDouble none = OptionalDouble.empty();
        return new FieldConfig(
                name, type, false, none, none, none, none, List.of(), UnknownValues.WARN, DEFAULT_MAX_LENGTH);
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
