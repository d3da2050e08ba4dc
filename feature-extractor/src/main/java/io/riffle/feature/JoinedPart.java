package io.riffle.feature;

import io.riffle.feature.ColumnPlan.TextValue;
import io.riffle.feature.Transform.NumberToNumber;
import io.riffle.feature.Transform.TextToNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a joined column: a single value per row, number or text. */
final class JoinedPart {
    private final String name;
    private final TextValue value;
    private final boolean textFeature;
    private final @Nullable TextToNumber toNumber;
    private final NumberToNumber[] steps;
    private double[] numbers = new double[0];

    JoinedPart(
            String name,
            TextValue value,
            boolean textFeature,
            @Nullable TextToNumber toNumber,
            List<NumberToNumber> steps) {
        this.name = name;
        this.value = value;
        this.textFeature = textFeature;
        this.toNumber = toNumber;
        this.steps = steps.toArray(NumberToNumber[]::new);
    }

    String name() {
        return name;
    }

    boolean isText() {
        return textFeature && toNumber == null;
    }

    void open(FeatureTable table, int from, int to) {
        if (isText()) {
            return;
        }
        int rows = to - from;
        if (numbers.length < rows) {
            numbers = new double[rows];
        }
        if (toNumber == null) {
            table.numbers(value.column(), from, to, numbers);
        } else {
            for (int row = 0; row < rows; row++) {
                numbers[row] = toNumber.apply(value.of(table, from + row));
            }
        }
        for (NumberToNumber step : steps) {
            step.applyAll(numbers, rows);
        }
    }

    double number(int row) {
        return numbers[row];
    }

    @Nullable
    String text(FeatureTable table, int row) {
        return value.of(table, row);
    }
}
