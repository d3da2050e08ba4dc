package io.riffle.feature;

import io.riffle.feature.Transform.RowToValues;
import java.util.ArrayList;
import java.util.List;

/** Checks a joined column: parts of one value each, and one step that joins them. Then makes the plan. */
final class JoinCompiler {
    private final List<JoinedPart> parts = new ArrayList<>();
    private final RowToValues join;
    private final List<String> names;

    /** @throws IllegalArgumentException if a part, the step or a parameter is wrong */
    JoinCompiler(ColumnSpec spec, FeatureSchema schema, Transforms transforms) {
        for (ColumnSpec part : spec.parts()) {
            parts.add(new ColumnCompiler(part, schema, transforms).part());
        }
        List<StepSpec> steps = spec.steps();
        if (steps.size() != 1 || !(transforms.create(steps.get(0)) instanceof RowToValues only)) {
            throw new IllegalArgumentException(
                    "several features must be joined by one step, normalize or feature-hash: the steps are "
                            + steps.stream().map(StepSpec::name).toList());
        }
        join = only;
        names = join.names(parts.stream().map(JoinedPart::name).toList());
    }

    List<String> names() {
        return names;
    }

    ColumnPlan plan(int offset) {
        return new ColumnPlan.Joined(new JoinedRow(parts), join, offset, names.size());
    }
}
