package io.riffle.feature;

import io.riffle.feature.Transform.NumberToNumber;
import io.riffle.feature.Transform.NumberToValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a number until it stands in its cell, or its cells where the last step spreads it. */
final class NumberSteps {
    private final NumberToNumber[] steps;
    private final @Nullable NumberToValues spread;

    NumberSteps(List<NumberToNumber> steps, @Nullable NumberToValues spread) {
        this.steps = steps.toArray(NumberToNumber[]::new);
        this.spread = spread;
    }

    void write(double value, TensorCells cells) {
        double result = value;
        for (NumberToNumber step : steps) {
            result = step.apply(result);
        }
        if (spread == null) {
            cells.set(result);
            return;
        }
        spread.apply(result, cells);
    }
}
