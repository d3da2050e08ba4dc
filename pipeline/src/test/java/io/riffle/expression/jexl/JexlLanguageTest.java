package io.riffle.expression.jexl;

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

class JexlLanguageTest {
    private static final FeatureSchema FIELDS = new FeatureSchema(List.of(
            feature("amount", FeatureType.NUMBER),
            feature("avg_amount", FeatureType.NUMBER),
            feature("count", FeatureType.INTEGER),
            feature("online", FeatureType.BOOLEAN),
            feature("city", FeatureType.CATEGORY)));
    private static final double NAN = Double.NaN;

    private final JexlLanguage language = new JexlLanguage();

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
            value = {
                "amount + | 7",
                "(amount | 1",
                "max(amount) | 0",
                "amount + city | 7",
                "city < 'a' | 5",
                "amount == city | 7",
                "amount ? 1 : 2 | 0",
                "city | 0",
                "amount > 1 | 0",
                "amount > 1 ? 1 : 'x' | 0",
                "abs(city) | 0"
            })
    void compile_refuses_whenItIsNoFormulaOfThatType(String source, int unused) {
        assertThatThrownBy(() -> compile(source, FeatureType.NUMBER))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        wrong -> assertThat(wrong.position()).isBetween(0, source.length() - 1));
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
                "'\\u0041'"
            })
    void compile_refuses_whenItWantsMoreThanFeatures(String source) {
        assertThatThrownBy(() -> compile(source, FeatureType.NUMBER)).isInstanceOf(ExpressionException.class);
    }

    private Double number(String source, double amount, double average, double count, double online, String city) {
        return evaluate(source, FeatureType.NUMBER, amount, average, count, online, city)
                .number(5, 0);
    }

    private FeatureTable evaluate(
            String source, FeatureType type, double amount, double average, double count, double online, String city) {
        List<Feature> all = new ArrayList<>(FIELDS.features());
        all.add(feature("result", type));
        FeatureTable table = new FeatureTable(new FeatureSchema(all), 1);
        table.number(0, 0, amount);
        table.number(1, 0, average);
        table.number(2, 0, count);
        table.number(3, 0, online);
        table.text(4, 0, city);
        assertThat(compile(source, type).evaluate(table, 1, 5)).isZero();
        return table;
    }

    private Expression compile(String source, FeatureType type) {
        return language.compile(source, FIELDS, type);
    }

    private static Feature feature(String name, FeatureType type) {
        return new Feature(name, type, FeatureSource.EVENT);
    }
}
