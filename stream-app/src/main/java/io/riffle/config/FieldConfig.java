package io.riffle.config;

import io.riffle.feature.FeatureType;
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
        int maxLength) {
    public FieldConfig {
        values = List.copyOf(values);
    }

    /** What happens to a category that is not among {@code values}: scored with a warning, or refused. */
    public enum UnknownValues {
        WARN,
        REJECT
    }
}
