package io.riffle.expression.jexl;

import io.riffle.expression.ExpressionException;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.jexl3.JexlException;
import org.jspecify.annotations.Nullable;

/**
 * Tries a formula on rows of all kinds before it may run, the same ones each time: what adds a text to a number, calls a
 * function with too few values or gives the wrong type is found at the start and not at night.
 */
final class DryRuns {
    private static final int ROWS = 256;
    private static final double[] NUMBERS = {1, 0, -1, 0.5, 7, 1e6, Double.NaN};
    private static final @Nullable String[] TEXTS = {"a", "", "two words", null};

    private final JexlFormula formula;
    private final FeatureSchema fields;
    private final FeatureType type;

    DryRuns(JexlFormula formula, FeatureSchema fields, FeatureType type) {
        this.formula = formula;
        this.fields = fields;
        this.type = type;
    }

    void check(String source) {
        FeatureTable table = samples();
        for (int row = 0; row < ROWS; row++) {
            try {
                Object value = formula.value(table, row);
                if (value != null && !formula.fits(value)) {
                    throw new ExpressionException(
                            "must give a " + type.name().toLowerCase(Locale.ROOT) + ", as its type says: gives "
                                    + FeatureArithmetic.kind(value),
                            source,
                            0);
                }
            } catch (ArithmeticException failed) {
                throw new ExpressionException("must be a formula: " + failed.getMessage(), source, 0);
            } catch (JexlException failed) {
                throw new ExpressionException(
                        "must be a formula: " + JexlLanguage.problem(failed),
                        source,
                        JexlLanguage.position(failed.getInfo(), source));
            }
        }
    }

    /** The first row has every value; the others are drawn. */
    private FeatureTable samples() {
        FeatureTable table = new FeatureTable(fields, ROWS);
        Random random = new Random(1);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < fields.size(); column++) {
                int drawn = row == 0 ? 0 : random.nextInt(NUMBERS.length * TEXTS.length);
                FeatureType kind = fields.feature(column).type();
                if (kind.isText()) {
                    table.text(column, row, TEXTS[drawn % TEXTS.length]);
                } else if (kind == FeatureType.BOOLEAN) {
                    table.number(column, row, drawn % 2);
                } else if (kind.isNumber()) {
                    table.number(column, row, NUMBERS[drawn % NUMBERS.length]);
                }
            }
        }
        return table;
    }
}
