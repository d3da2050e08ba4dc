package io.riffle.expression.column;

import io.riffle.expression.Expression;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import org.jspecify.annotations.Nullable;

/** One formula over the rows of a table. The buffers of its nodes grow with the tables it sees and are used again. */
final class Formula implements Expression {
    private final Node node;
    private final Failures failures;
    private final FeatureType type;
    private final Kind result;

    Formula(Part<?> part, FeatureType type) {
        this.type = type;
        node = part.node();
        failures = part.failures();
        result = switch (type) {
            case BOOLEAN -> Kind.TRUTH;
            case CATEGORY, TEXT -> Kind.TEXT;
            case NUMBER, INTEGER, IMAGE -> Kind.NUMBER;
        };
    }

    @Override
    public int evaluate(FeatureTable table, int rows, int target) {
        node.open(table, rows);
        if (failures != Failures.NONE) {
            return writeChecked(table, rows, target);
        }
        if (node instanceof NumberNode numbers && result == Kind.NUMBER) {
            write(numbers.values(), table, rows, target);
            return 0;
        }
        return writeChecked(table, rows, target);
    }

    private static void write(double[] numbers, FeatureTable table, int rows, int target) {
        for (int row = 0; row < rows; row++) {
            double number = numbers[row];
            table.number(target, row, Double.isInfinite(number) ? Double.NaN : number);
        }
    }

    private int writeChecked(FeatureTable table, int rows, int target) {
        int failed = 0;
        for (int row = 0; row < rows; row++) {
            boolean fits = failure(row) == null && fits(kind(row));
            failed += fits ? 0 : 1;
            if (type.isText()) {
                table.text(target, row, fits ? node.text(row) : null);
            } else {
                table.number(target, row, fits ? number(row) : Double.NaN);
            }
        }
        return failed;
    }

    private double number(int row) {
        if (result == Kind.TRUTH) {
            byte truth = node.truth(row);
            return truth == TruthNode.MISSING ? Double.NaN : truth;
        }
        double number = node.number(row);
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    /** For the check, which wants to see failures. */
    void open(FeatureTable table, int rows) {
        node.open(table, rows);
    }

    @Nullable
    Failure failure(int row) {
        return failures.at(row);
    }

    Kind kind(int row) {
        return node.kind(row);
    }

    /** What is missing fits every type. */
    boolean fits(Kind kind) {
        return kind == result || kind == Kind.MISSING;
    }
}
