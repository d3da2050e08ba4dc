package io.riffle.feature;

import io.riffle.feature.Transform.KnowsCategories;
import io.riffle.feature.Transform.RowToValues;
import io.riffle.feature.Transform.TextToNumber;
import io.riffle.feature.Transform.TextToText;
import io.riffle.feature.Transform.TextToValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one feature gets from its column of a table into its cells of every row. A plan writes all rows before the next
 * plan starts, so that its steps are chosen once per column and not once per value.
 */
sealed interface ColumnPlan
        permits ColumnPlan.OfNumber, ColumnPlan.OfTextAsNumber, ColumnPlan.OfText, ColumnPlan.Joined, ImagePlan {
    /** Writes rows {@code from} to {@code to} (exclusive) of the table into rows 0 and up of the cells. */
    void write(FeatureTable table, int from, int to, TensorCells cells);

    /** A number feature. */
    record OfNumber(int column, NumberSteps steps) implements ColumnPlan {
        @Override
        public void write(FeatureTable table, int from, int to, TensorCells cells) {
            double[] values = cells.scratch(to - from);
            table.numbers(column, from, to, values);
            cells.odd().count(OddValue.MISSING, missing(values, to - from));
            steps.write(values, to - from, cells);
        }
    }

    private static int missing(double[] values, int rows) {
        int missing = 0;
        for (int row = 0; row < rows; row++) {
            missing += Double.isNaN(values[row]) ? 1 : 0;
        }
        return missing;
    }

    private static void countUnknown(Transform step, TensorCells cells) {
        if (step instanceof KnowsCategories knows) {
            cells.odd().count(OddValue.UNKNOWN, knows.takeUnknown());
        }
    }

    /** A text feature that one step turns into a number, which may go on. */
    record OfTextAsNumber(TextValue text, TextToNumber toNumber, NumberSteps steps) implements ColumnPlan {
        @Override
        public void write(FeatureTable table, int from, int to, TensorCells cells) {
            double[] values = cells.scratch(to - from);
            int missing = 0;
            for (int row = from; row < to; row++) {
                String value = text.of(table, row);
                missing += value == null ? 1 : 0;
                values[row - from] = toNumber.apply(value);
            }
            cells.odd().count(OddValue.MISSING, missing);
            countUnknown(toNumber, cells);
            steps.write(values, to - from, cells);
        }
    }

    /** A text feature that is spread over several cells. */
    record OfText(TextValue text, TextToValues spread, int offset, int width) implements ColumnPlan {
        @Override
        public void write(FeatureTable table, int from, int to, TensorCells cells) {
            int missing = 0;
            for (int row = from; row < to; row++) {
                cells.move(row - from, offset, width);
                String value = text.of(table, row);
                missing += value == null ? 1 : 0;
                spread.apply(value, cells);
            }
            cells.odd().count(OddValue.MISSING, missing);
            countUnknown(spread, cells);
        }
    }

    /** Several values of a row that one step joins. */
    record Joined(JoinedRow row, RowToValues join, int offset, int width) implements ColumnPlan {
        @Override
        public void write(FeatureTable table, int from, int to, TensorCells cells) {
            row.open(table, from, to);
            for (int i = 0; i < to - from; i++) {
                row.moveTo(i);
                cells.move(i, offset, width);
                join.apply(row, cells);
            }
        }
    }

    /** A text feature after the steps that leave it a text. */
    record TextValue(int column, List<TextToText> steps) {
        @Nullable
        String of(FeatureTable table, int row) {
            String value = table.text(column, row);
            for (int i = 0; i < steps.size(); i++) {
                value = steps.get(i).apply(value);
            }
            return value;
        }
    }
}
