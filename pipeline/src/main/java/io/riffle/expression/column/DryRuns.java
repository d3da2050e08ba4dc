package io.riffle.expression.column;

import io.riffle.expression.ExpressionException;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tries a formula on rows of all kinds before it may run, the same ones each time: what adds a text to a number, calls a
 * function with too few values or gives the wrong type is found at the start and not at night.
 */
final class DryRuns {
    static final int ROWS = 256;
    private static final double[] NUMBERS = {1, 0, -1, 0.5, 7, 1e6, Double.NaN};
    private static final @Nullable String[] TEXTS = {"a", "", "two words", null};

    private final Formula formula;
    private final FeatureSchema fields;
    private final FeatureType type;

    DryRuns(Formula formula, FeatureSchema fields, FeatureType type) {
        this.formula = formula;
        this.fields = fields;
        this.type = type;
    }

    void check(String source) {
        formula.open(samples(fields), ROWS);
        for (int row = 0; row < ROWS; row++) {
            Failure failure = formula.failure(row);
            if (failure != null) {
                throw new ExpressionException("must be a formula: " + failure.message(), source, failure.position());
            }
            Kind kind = formula.kind(row);
            if (!formula.fits(kind)) {
                throw new ExpressionException(
                        "must give a " + type.name().toLowerCase(Locale.ROOT) + ", as its type says: gives "
                                + kind.words(),
                        source,
                        0);
            }
        }
    }

    /** The first row has every value; the others are drawn. */
    static FeatureTable samples(FeatureSchema fields) {
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
