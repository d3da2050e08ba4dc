package io.riffle.expression.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.expression.Expression;
import io.riffle.expression.ExpressionException;
import io.riffle.expression.ExpressionTokens;
import io.riffle.expression.jexl.JexlFormula;
import io.riffle.expression.jexl.JexlReference;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.jexl3.JexlException;
import org.junit.jupiter.api.Test;

/** Formulas mean what they mean by an engine that others wrote, bit by bit, and what it refuses is refused. */
class DifferenceTest {
    private static final int FORMULAS = Integer.getInteger("riffle.formulas", 20_000);
    private static final long SEED = Long.getLong("riffle.formulas.seed", 1);
    private static final int ODD_ROWS = 64;
    private static final double[] ODD_NUMBERS = {
        0, -0.0, 1e9, -3e9, 1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 0.1, -2.5, 12
    };
    private static final String[] ODD_TEXTS = {null, "", "A", "b", "İ", "ä𝄞", "Two Words"};
    private static final Map<Kind, FeatureType> TYPES =
            Map.of(Kind.NUMBER, FeatureType.NUMBER, Kind.TRUTH, FeatureType.BOOLEAN, Kind.TEXT, FeatureType.TEXT);

    private static final FeatureSchema FIELDS = new FeatureSchema(List.of(
            feature("amount", FeatureType.NUMBER),
            feature("average", FeatureType.NUMBER),
            feature("count", FeatureType.INTEGER),
            feature("online", FeatureType.BOOLEAN),
            feature("known", FeatureType.BOOLEAN),
            feature("city", FeatureType.CATEGORY),
            feature("note", FeatureType.TEXT)));

    private final JexlReference reference = new JexlReference();
    private final ColumnLanguage language = new ColumnLanguage();
    private final Random random = new Random(SEED);
    private int accepted;
    private int failed;

    @Test
    void formulas_haveTheSameBits_whenTheEngineComputesThem() {
        RandomFormulas formulas = new RandomFormulas(SEED);
        List<Kind> kinds = List.of(Kind.NUMBER, Kind.TRUTH, Kind.TEXT);
        Map<Kind, Rows> rows = Map.of(
                Kind.NUMBER, new Rows(Kind.NUMBER), Kind.TRUTH, new Rows(Kind.TRUTH), Kind.TEXT, new Rows(Kind.TEXT));
        for (int i = 0; i < FORMULAS; i++) {
            Kind kind = kinds.get(i % kinds.size());
            rows.get(kind).compare(formulas.next(kind));
        }

        assertThat(accepted).as("formulas that were computed").isBetween(FORMULAS / 3, FORMULAS / 4 * 3);
        assertThat(failed).as("rows that failed").isPositive();
    }

    /** The rows of the dry run, and rows that it does not know, with a column for each side's answer. */
    private final class Rows {
        private final FeatureType type;
        private final FeatureTable tried;
        private final FeatureTable odd;

        Rows(Kind kind) {
            type = TYPES.get(kind);
            List<Feature> all = new ArrayList<>(FIELDS.features());
            all.add(feature("expected", type));
            all.add(feature("given", type));
            FeatureSchema schema = new FeatureSchema(all);
            tried = new FeatureTable(schema, DryRuns.ROWS);
            odd = new FeatureTable(schema, ODD_ROWS);
            FeatureTable samples = DryRuns.samples(FIELDS);
            for (int column = 0; column < FIELDS.size(); column++) {
                for (int row = 0; row < DryRuns.ROWS; row++) {
                    if (FIELDS.feature(column).type().isText()) {
                        tried.text(column, row, samples.text(column, row));
                    } else {
                        tried.number(column, row, samples.number(column, row));
                    }
                }
                for (int row = 0; row < ODD_ROWS; row++) {
                    draw(column, row);
                }
            }
        }

        private void draw(int column, int row) {
            switch (FIELDS.feature(column).type()) {
                case CATEGORY, TEXT -> odd.text(column, row, ODD_TEXTS[random.nextInt(ODD_TEXTS.length)]);
                case BOOLEAN -> odd.number(column, row, random.nextInt(3) == 0 ? Double.NaN : random.nextInt(2));
                default -> odd.number(column, row, ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]);
            }
        }

        void compare(String source) {
            if (!isWithKnownNames(source)) {
                assertRefused(source, "names something else");
                return;
            }
            JexlFormula expected;
            try {
                expected = reference.parse(source, FIELDS, type);
            } catch (JexlException malformed) {
                assertRefused(source, malformed.getMessage());
                return;
            }
            int target = FIELDS.size();
            if (expected.evaluate(tried, 1, target) > 0 || expected.evaluate(tried, DryRuns.ROWS, target) > 0) {
                assertRefused(source, "rows fail");
                return;
            }
            Expression given = accepted(source);
            accepted++;
            assertThat(given.evaluate(tried, DryRuns.ROWS, target + 1))
                    .as(source)
                    .isZero();
            assertSame(source, tried, DryRuns.ROWS);
            int failures = expected.evaluate(odd, ODD_ROWS, target);
            failed += failures;
            assertThat(given.evaluate(odd, ODD_ROWS, target + 1)).as(source).isEqualTo(failures);
            assertSame(source, odd, ODD_ROWS);
        }

        private boolean isWithKnownNames(String source) {
            return ExpressionTokens.names(source).stream()
                    .allMatch(name ->
                            name.function() ? Function.named(name.text()) != null : FIELDS.column(name.text()) >= 0);
        }

        private Expression accepted(String source) {
            try {
                return language.compile(source, FIELDS, type);
            } catch (ExpressionException refused) {
                throw new AssertionError("must be accepted as " + type + ": " + source, refused);
            }
        }

        private void assertRefused(String source, String why) {
            try {
                language.compile(source, FIELDS, type);
            } catch (ExpressionException expected) {
                return;
            }
            throw new AssertionError("must be refused as " + type + " (" + why + "): " + source);
        }

        private void assertSame(String source, FeatureTable table, int rows) {
            int expected = FIELDS.size();
            for (int row = 0; row < rows; row++) {
                if (!value(table, expected, row).equals(value(table, expected + 1, row))) {
                    throw new AssertionError(source + " in row " + row + ": expected " + value(table, expected, row)
                            + ", given " + value(table, expected + 1, row));
                }
            }
        }

        /** A text or a number, whose bits are compared by {@link Double#equals}. */
        private Optional<Object> value(FeatureTable table, int column, int row) {
            return Optional.ofNullable(type.isText() ? table.text(column, row) : (Object) table.number(column, row));
        }
    }

    private static Feature feature(String name, FeatureType type) {
        return new Feature(name, type, FeatureSource.EVENT);
    }
}
