package io.riffle.feature;

import java.util.List;
import java.util.stream.Stream;

/**
 * A feature and the transforms its value passes through, in order, on the way into a tensor; or several such columns,
 * the parts, whose values of one row are joined by a step, for example a norm.
 *
 * @param feature the feature's name; of joined parts their names, for messages
 * @param parts columns of one value each; empty for a column of one feature
 */
public record ColumnSpec(String feature, List<ColumnSpec> parts, List<StepSpec> steps) {
    public ColumnSpec {
        parts = List.copyOf(parts);
        steps = List.copyOf(steps);
    }

    /** A column of one feature. */
    public ColumnSpec(String feature, List<StepSpec> steps) {
        this(feature, List.of(), steps);
    }

    /** Several columns that the steps join. */
    public static ColumnSpec joined(List<ColumnSpec> parts, List<StepSpec> steps) {
        String names = String.join("+", parts.stream().map(ColumnSpec::feature).toList());
        return new ColumnSpec(names, parts, steps);
    }

    /** The features that the column reads. */
    public List<String> features() {
        return (parts.isEmpty() ? Stream.of(feature) : parts.stream().flatMap(part -> part.features().stream()))
                .toList();
    }
}
