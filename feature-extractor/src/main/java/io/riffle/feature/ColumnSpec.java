package io.riffle.feature;

import java.util.List;

/** A feature and the transforms its value passes through, in order, on the way into a tensor. */
public record ColumnSpec(String feature, List<StepSpec> steps) {
    public ColumnSpec {
        steps = List.copyOf(steps);
    }
}
