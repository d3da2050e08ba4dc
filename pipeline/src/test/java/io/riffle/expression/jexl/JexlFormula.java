package io.riffle.expression.jexl;

import io.riffle.expression.Expression;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;

/** One formula, row by row over a table. */
public final class JexlFormula implements Expression {
    private final JexlExpression expression;
    private final FeatureType type;
    private final RowContext context;

    JexlFormula(JexlExpression expression, FeatureSchema fields, FeatureType type) {
        this.expression = expression;
        this.type = type;
        context = new RowContext(fields);
    }

    @Override
    public int evaluate(FeatureTable table, int rows, int target) {
        context.open(table);
        int failed = 0;
        for (int row = 0; row < rows; row++) {
            context.moveTo(row);
            failed += set(table, row, target) ? 0 : 1;
        }
        return failed;
    }

    private boolean set(FeatureTable table, int row, int target) {
        Object value;
        try {
            value = expression.evaluate(context);
        } catch (JexlException | ArithmeticException failed) {
            clear(table, row, target);
            return false;
        }
        if (value == null) {
            clear(table, row, target);
            return true;
        }
        if (!fits(value)) {
            clear(table, row, target);
            return false;
        }
        if (type.isText()) {
            table.text(target, row, (String) value);
        } else if (value instanceof Boolean truth) {
            table.number(target, row, truth ? 1 : 0);
        } else {
            double number = ((Number) value).doubleValue();
            table.number(target, row, Double.isInfinite(number) ? Double.NaN : number);
        }
        return true;
    }

    private boolean fits(Object value) {
        return switch (type) {
            case BOOLEAN -> value instanceof Boolean;
            case CATEGORY, TEXT -> value instanceof String;
            default -> value instanceof Number;
        };
    }

    private void clear(FeatureTable table, int row, int target) {
        if (type.isText()) {
            table.text(target, row, null);
        } else {
            table.number(target, row, Double.NaN);
        }
    }
}
