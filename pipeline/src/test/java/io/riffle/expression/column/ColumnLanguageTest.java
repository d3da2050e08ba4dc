package io.riffle.expression.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.expression.Expression;
import io.riffle.expression.ExpressionException;
import io.riffle.feature.Feature;
import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureSource;
import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.feature.FeatureType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnLanguageTest {
    private static final FeatureSchema FIELDS = new FeatureSchema(List.of(
            feature("amount", FeatureType.NUMBER),
            feature("avg_amount", FeatureType.NUMBER),
            feature("count", FeatureType.INTEGER),
            feature("online", FeatureType.BOOLEAN),
            feature("city", FeatureType.CATEGORY)));
    private static final double NAN = Double.NaN;

    private final ColumnLanguage language = new ColumnLanguage();

    /** amount 10, avg_amount 4, count 3, online true, city Bonn. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount / max(avg_amount, 1) | 2.5",
                "1 / 2 | 0.5",
                "count / 2 | 1.5",
                "-amount + 2 * 3 | -4",
                "(amount + 2) * 3 | 36",
                "amount % 4 | 2",
                "online ? 1 : 2 | 1",
                "amount > 5 && city == 'Bonn' ? 7 : 8 | 7",
                "not online or amount < 5 ? 1 : 0 | 0",
                "length(city) + log(exp(1)) + sqrt(count * 3) | 8",
                "clamp(amount, 0, 5) + pow(2, 3) + round(2.5) | 15",
                "is_missing(city) ? 1 : if_missing(amount, 0) | 10",
                "starts_with(lower(city), 'bo') && contains(city, \"nn\") ? .5 : 1e3 | 0.5"
            })
    void formula_computes_whenEverythingIsThere(String source, double expected) {
        assertThat(number(source, 10, 4, 3, 1, "Bonn")).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount + 1 | NaN",
                "max(amount, 1) | NaN",
                "amount < 5 ? 1 : 0 | 0",
                "amount >= 5 ? 1 : 0 | 0",
                "amount == amount ? 1 : 0 | 0",
                "if_missing(amount, 3) | 3",
                "is_missing(amount) && is_missing(city) ? 1 : 0 | 1",
                "city == 'Bonn' ? 1 : 0 | 0",
                "online ? 1 : 0 | 0",
                "1 / 0 | NaN",
                "length(city) | 0"
            })
    void formula_isMissingOrDecides_whenValuesAreMissing(String source, double expected) {
        assertThat(number(source, NAN, NAN, NAN, NAN, null)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void formula_givesTextsAndTruth_whenTheTypeSaysSo() {
        FeatureTable table = evaluate("city + '/' + lower(city)", FeatureType.CATEGORY, 1, 1, 1, 1, "Bonn");
        assertThat(table.text(5, 0)).isEqualTo("Bonn/bonn");
        assertThat(evaluate("city + '!'", FeatureType.TEXT, 1, 1, 1, 1, null).text(5, 0))
                .isNull();
        FeatureTable truth = evaluate("amount > avg_amount", FeatureType.BOOLEAN, 2, 1, 1, 1, "Bonn");
        assertThat(truth.number(5, 0)).isEqualTo(1);
        assertThat(truth.status(5, 0)).isEqualTo(FeatureStatus.PRESENT);
    }

    @Test
    void formula_showsTheLineAndACaret_whenANameIsWrong() {
        assertThatThrownBy(() -> compile("amount / max(avg_amuont, 1)", FeatureType.NUMBER))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("""
                        must name features that there are: 'avg_amuont' is none, nearest is 'avg_amount'
                          amount / max(avg_amuont, 1)
                                       ^""");
        assertThatThrownBy(() -> compile("amount /\n  mix(count, 1)", FeatureType.NUMBER))
                .hasMessage("""
                        must name functions that there are: 'mix' is none, nearest is 'max'
                            mix(count, 1)
                            ^""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "amount + | a value is needed: found the end | 7",
                "max(1,) | a value is needed: found ')' | 6",
                "(amount | ')' is needed: found the end | 1",
                "amount) | an operator is needed: found ')' | 6",
                "amount 'x' | an operator is needed: found ''x'' | 7",
                "online ? 1 | ':' is needed: found the end | 9",
                "1 < amount < 5 | brackets are needed between comparisons: found '<' | 11",
                "1 == amount != 5 | brackets are needed between comparisons: found '!=' | 12",
                "08 + 1 | a number that begins with 0 is octal and has no 8 or 9: found '08' | 0",
                "max(amount) | max takes 2 values: was given 1 | 0",
                "1 + abs() | abs takes 1 value: was given 0 | 4",
                "amount + city | a number is needed: was a text | 9",
                "city - 1 | a number is needed: was a text | 0",
                "1 + -online | a number is needed: was true or false | 5",
                "city < 'a' | a number is needed: was a text | 0",
                "abs(city) | a number is needed: was a text | 4",
                "length(5) | a text is needed: was a number | 7",
                "amount == city | only equal kinds can be compared: were a number and a text | 10",
                "amount ? 1 : 2 | a condition must be true or false: was a number | 0",
                "not amount == 3 ? 1 : 2 | a condition must be true or false: was a number | 4",
                "online and 5 ? 1 : 2 | a condition must be true or false: was a number | 11",
                "contains('x', city) ? 1 : 2 | a text is needed: was a missing text | 14",
                "if_missing(city, amount) | a text is needed: was a number | 17",
                "if_missing(online, 1) | a text is needed: was true or false | 11"
            })
    void compile_pointsToTheFault_whenItIsNoFormula(String source, String problem, int position) {
        assertThatThrownBy(() -> compile(source, FeatureType.NUMBER))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        wrong -> assertThat(wrong.position()).isEqualTo(position))
                .hasMessageStartingWith("must be a formula: " + problem + "\n");
    }

    @ParameterizedTest
    @CsvSource({"city, a text", "amount > 1, true or false", "amount > 1 ? 1 : 'x', a text"})
    void compile_refuses_whenTheTypeIsAnother(String source, String given) {
        assertThatThrownBy(() -> compile(source, FeatureType.NUMBER))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("must give a number, as its type says: gives " + given + "\n");
    }

    /** What a formula must never be able to do, each by a way that a script engine might offer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "new('java.io.File', '/')",
                "amount.getClass()",
                "''.class.forName('java.lang.Runtime')",
                "city.length()",
                "amount = 1",
                "amount += 1",
                "var x = 1; x",
                "while (true) {}",
                "for (;;) {}",
                "x -> x",
                "function() {}",
                "[1, 2]",
                "{1: 2}",
                "#pragma jexl.import java.lang",
                "@silent amount",
                "amount; amount",
                "java.lang.System.exit(1)",
                "System",
                "if (true) 1",
                "amount ?? 1",
                "amount ?: 1",
                "`${amount}`",
                "city =~ '.*'",
                "1 .. 5",
                "empty(city)",
                "size(city)",
                "$",
                "amount & 1",
                "null",
                "return 1",
                "0x10",
                "1L",
                "8 << 1",
                "8 >> 1",
                "8 >>> 1",
                "8 // 2",
                "8 /* 2 */",
                "(amount)(3)",
                "max(1, 2)(3)",
                "'\\u0041'"
            })
    void compile_refuses_whenItWantsMoreThanFeatures(String source) {
        assertThatThrownBy(() -> compile(source, FeatureType.NUMBER)).isInstanceOf(ExpressionException.class);
    }

    /** Things that surprise, and that formulas may rely on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "010 | 8",
                "010.0 | 10",
                "1 / -0 | NaN",
                "amount / city | 0",
                "city % 2 | 0",
                "(amount > 5 ? city : 1) / 2 | 0",
                "false ? max(1) : 2 | 2",
                "true or 5 ? 1 : 2 | 1",
                "-amount % 3 | -1",
                "round(2.5) + round(-2.5) | 0",
                "2 - 3 - 4 | -5",
                "online ? count : max(1, 2) | 3",
                "amount--1 | 11"
            })
    void formula_keepsItsMeaning_whereItSurprises(String source, double expected) {
        assertThat(number(source, 10, 4, 3, 1, "Bonn")).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void zero_hasASign_unlessItIsAWholeLiteral() {
        assertThat(number("-0", 1, 1, 1, 1, "")).isEqualTo(Double.valueOf(0.0));
        assertThat(number("-0.0", 1, 1, 1, 1, "")).isEqualTo(Double.valueOf(-0.0));
        assertThat(number("-(0)", 1, 1, 1, 1, "")).isEqualTo(Double.valueOf(-0.0));
        assertThat(number("- -0", 1, 1, 1, 1, "")).isEqualTo(Double.valueOf(-0.0));
    }

    /** The side that decides gives the answer: {@code missing and x} is missing, {@code missing or x} is x. */
    @ParameterizedTest
    @CsvSource({
        "online and true, NaN",
        "true and online, NaN",
        "false and online, 0",
        "online or false, 0",
        "online or online, NaN",
        "not online, 1"
    })
    void truth_isMissing_whenTheDecidingSideIs(String source, double expected) {
        FeatureTable table = evaluate(source, FeatureType.BOOLEAN, 1, 1, 1, NAN, null);
        assertThat(table.number(5, 0)).isEqualTo(Double.valueOf(expected));
    }

    /** What the check before could not see fails in its row, is missing there and counted. */
    @Test
    void rows_failAlone_whenTheirValuesDoNotFit() {
        Expression formula = compile("amount > 1e9 ? city + 'x' : amount + 1", FeatureType.NUMBER);
        Expression refused = compile("1 + (amount > 1e9 ? city : amount)", FeatureType.NUMBER);
        FeatureTable table = table(FeatureType.NUMBER, 4);
        table.number(0, 0, 7);
        table.number(0, 1, 2e9);
        table.text(4, 1, "a");
        table.number(0, 2, 2e9);
        table.number(0, 3, NAN);

        assertThat(formula.evaluate(table, 4, 5)).isEqualTo(1);
        assertThat(table.number(5, 0)).isEqualTo(8);
        assertThat(table.status(5, 1)).isEqualTo(FeatureStatus.MISSING);
        assertThat(table.status(5, 2)).isEqualTo(FeatureStatus.MISSING);
        assertThat(table.status(5, 3)).isEqualTo(FeatureStatus.MISSING);
        assertThat(refused.evaluate(table, 4, 5)).isEqualTo(2);
        assertThat(table.number(5, 0)).isEqualTo(8);
    }

    /** Two missing texts leave nothing, which is a failure and not a missing value. */
    @Test
    void compile_refuses_whenBothTextsMayBeMissing() {
        assertThatThrownBy(() -> compile("if_missing(city, lower(city))", FeatureType.TEXT))
                .hasMessageContaining("a text is needed: was a missing text");
        assertThat(evaluate("if_missing(city, 'x')", FeatureType.TEXT, 1, 1, 1, 1, null)
                        .text(5, 0))
                .isEqualTo("x");
    }

    /** The same formula sees small and large frames, also of other tables, and keeps nothing of those before. */
    @Test
    void formula_computesEachRowAlone_whenFramesGrowAndShrink() {
        Expression formula =
                compile("online and amount > 2 ? amount * 2 + 1 : if_missing(count, -1)", FeatureType.NUMBER);
        for (int rows : new int[] {1, 300, 2, 1000, 3}) {
            FeatureTable table = table(FeatureType.NUMBER, rows);
            for (int row = 0; row < rows; row++) {
                table.number(0, row, row % 5);
                table.number(2, row, row % 3 == 0 ? NAN : row);
                table.number(3, row, row % 2);
            }

            assertThat(formula.evaluate(table, rows, 5)).isZero();

            for (int row = 0; row < rows; row++) {
                double otherwise = row % 3 == 0 ? -1 : row;
                double expected = row % 2 == 1 && row % 5 > 2 ? row % 5 * 2 + 1 : otherwise;
                assertThat(table.number(5, row)).as("row %s of %s", row, rows).isEqualTo(expected);
            }
        }
    }

    /** Features may have names that mean something to other languages. */
    @ParameterizedTest
    @ValueSource(strings = {"size", "empty", "mod", "div", "eq", "in", "null", "NaN", "if", "new", "max", "log1p"})
    void formula_namesAFeature_whateverItIsCalled(String name) {
        FeatureSchema fields = new FeatureSchema(List.of(feature(name, FeatureType.NUMBER)));
        Expression formula = language.compile("2 * " + name + " + max(0, " + name + ")", fields, FeatureType.NUMBER);
        FeatureTable table = new FeatureTable(
                new FeatureSchema(List.of(feature(name, FeatureType.NUMBER), feature("result", FeatureType.NUMBER))),
                1);
        table.number(0, 0, 3);

        formula.evaluate(table, 1, 1);

        assertThat(table.number(1, 0)).isEqualTo(9);
    }

    private Double number(String source, double amount, double average, double count, double online, String city) {
        return evaluate(source, FeatureType.NUMBER, amount, average, count, online, city)
                .number(5, 0);
    }

    private FeatureTable evaluate(
            String source, FeatureType type, double amount, double average, double count, double online, String city) {
        FeatureTable table = table(type, 1);
        table.number(0, 0, amount);
        table.number(1, 0, average);
        table.number(2, 0, count);
        table.number(3, 0, online);
        table.text(4, 0, city);
        assertThat(compile(source, type).evaluate(table, 1, 5)).isZero();
        return table;
    }

    private static FeatureTable table(FeatureType type, int rows) {
        List<Feature> all = new ArrayList<>(FIELDS.features());
        all.add(feature("result", type));
        return new FeatureTable(new FeatureSchema(all), rows);
    }

    private Expression compile(String source, FeatureType type) {
        return language.compile(source, FIELDS, type);
    }

    private static Feature feature(String name, FeatureType type) {
        return new Feature(name, type, FeatureSource.EVENT);
    }
}
