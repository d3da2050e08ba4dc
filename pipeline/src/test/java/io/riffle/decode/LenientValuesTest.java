package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.QualityWarning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as another type if it is declared so, and what is refused all the same. */
class LenientValuesTest {
    private static DecodeHarness harness(String lenient) {
        return new DecodeHarness(DeclaredEvents.of("id: {path: id, type: any}\nentity: card\n" + lenient + """

                fields:
                  n: {type: number, max: 1e6}
                  i: {type: integer}
                  b: {type: boolean}
                  c: {type: category, values: ["5411", "true", web]}
                  t: {type: text, max-length: 8}
                """));
    }

    /** Also of missing ones, which are NaN. */
    private static void assertNumber(DecodeHarness harness, String field, double expected) {
        assertThat(Double.valueOf(harness.number(field, 0))).as(field).isEqualTo(Double.valueOf(expected));
    }

    private static String event(String member) {
        return "{\"id\":1,\"card\":\"c\"," + member + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text-numbers | \"n\":\"12.5\" | 12.5",
                "text-numbers | \"n\":\" 12.5 \" | 12.5",
                "text-numbers | \"n\":\"+12.5\" | 12.5",
                "text-numbers | \"n\":\"-1e3\" | -1000",
                "text-numbers | \"n\":\".5\" | 0.5",
                "text-numbers | \"n\":\"5.\" | 5",
                "text-numbers | \"n\":\"007\" | 7",
                "text-numbers | \"i\":\"12\" | 12",
                "text-numbers | \"i\":\"12.0\" | 12",
                "decimal-comma | \"n\":\"12,5\" | 12.5",
                "decimal-comma | \"n\":\"-0,25\" | -0.25",
                "decimal-comma | \"n\":\"1.234,50\" | 1234.5",
                "decimal-comma | \"n\":\"123.456,7\" | 123456.7",
                "decimal-comma | \"n\":\"12\" | 12",
                "decimal-comma | \"i\":\"1.234,0\" | 1234",
                "'text-numbers,decimal-comma' | \"n\":\"12.5\" | 12.5",
                "text-booleans | \"b\":\"true\" | 1",
                "text-booleans | \"b\":\"False\" | 0",
                "text-booleans | \"b\":\" YES \" | 1",
                "text-booleans | \"b\":\"n\" | 0",
                "text-booleans | \"b\":\"1\" | 1",
                "text-booleans | \"b\":\"0\" | 0",
                "text-booleans | \"b\":\"off\" | 0"
            })
    void coerced_isTheNumber_andCounted(String coerce, String member, double expected) {
        DecodeHarness harness = harness("coerce: [" + coerce + "]");
        assertThat(harness.decode(event(member))).isEmpty();
        assertThat(harness.number(member.substring(1, 2), 0)).isEqualTo(expected);
        assertThat(harness.warnings.rows(QualityWarning.COERCED_FIELD)).isEqualTo(1);
        assertThat(harness("").decode(event(member))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"c\":5411 | 5411",
                "\"c\":5411.0 | 5411",
                "\"c\":5.411e3 | 5411",
                "\"c\":true | true",
                "\"t\":12.50 | 12.5",
                "\"t\":-7 | -7",
                "\"t\":0.001 | 0.001",
                "\"t\":false | false"
            })
    void coerced_isTheText_andCounted(String member, String expected) {
        DecodeHarness harness = harness("coerce: [numeric-categories]");
        assertThat(harness.decode(event(member))).isEmpty();
        assertThat(harness.text(member.substring(1, 2), 0)).isEqualTo(expected);
        assertThat(harness.frame.warnings(0)).isEmpty();
        assertThat(harness.warnings.rows(QualityWarning.COERCED_FIELD)).isEqualTo(1);
        assertThat(harness("").decode(event(member))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text-numbers | \"n\":\"12,5\" | n must be a number or its text: was '12,5' (declare `coerce: [decimal-comma]`)",
                "text-numbers | \"n\":\"twelve\" | n must be a number or its text: was 'twelve'",
                "text-numbers | \"n\":\"0x10\" | n must be a number or its text: was '0x10'",
                "text-numbers | \"n\":\"12f\" | n must be a number or its text: was '12f'",
                "text-numbers | \"n\":\"NaN\" | n must be a number or its text: was 'NaN' (declare `missing: ['NaN']`)",
                "text-numbers | \"n\":\"\" | n must be a number or its text: was '' (declare `missing: ['']`)",
                "text-numbers | \"n\":\"1e999\" | n must fit into 64-bit floating point: was '1e999'",
                "text-numbers | \"n\":\"1000001\" | n must be at most 1000000.0: was '1000001'",
                "text-numbers | \"n\":true | n must be a number: was true",
                "text-numbers | \"i\":\"12.5\" | i must be an integer: was '12.5'",
                "text-numbers | \"i\":\"1e30\" | i must fit into 64 bits: was '1e30'",
                "decimal-comma | \"n\":\"1.234\" | n must be clear: a dot may be a decimal point or between thousands: was '1.234'",
                "'text-numbers,decimal-comma' | \"n\":\"1.234\" | n must be clear: a dot may be a decimal point or between thousands: was '1.234'",
                "decimal-comma | \"n\":\"12.5\" | n must be a number or its text: was '12.5'",
                "decimal-comma | \"n\":\"1.23,5\" | n must be a number or its text: was '1.23,5'",
                "text-booleans | \"b\":\"maybe\" | b must be true, false, yes, no, on, off, 1 or 0: was 'maybe'",
                "text-booleans | \"b\":2 | b must be true, false, 0 or 1: was 2",
                "numeric-categories | \"c\":{} | c must be text: was an object (declare the path of what is inside of it)",
                "numeric-categories | \"t\":123456789 | t must have at most 8 characters: has 9, '123456789'",
                "numeric-categories | \"t\":NaN | t must be text: was NaN (declare `missing: [NaN]`)"
            })
    void coerced_isRefused_whereItIsNoSuchValue(String coerce, String member, String message) {
        Rejection rejection =
                harness("coerce: [" + coerce + "]").decode(event(member)).orElseThrow();
        assertThat(rejection.message()).isEqualTo(message);
        assertThat(rejection.field()).isEqualTo(member.substring(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"n\":NaN | n must be a number: was NaN (declare `missing: [NaN]`)",
                "\"n\":-Infinity | n must be a number: was -Infinity (declare `missing: [-Infinity]`)",
                "\"n\":-INF | n must be a number: was -INF (declare `missing: [-Infinity]`)",
                "\"i\":NaN | i must be an integer: was NaN (declare `missing: [NaN]`)",
                "\"i\":Infinity | i must be an integer: was Infinity (declare `missing: [Infinity]`)",
                "\"b\":NaN | b must be true, false, 0 or 1: was NaN (declare `missing: [NaN]`)",
                "\"n\":\"n/a\" | n must be a number: was 'n/a' (declare `missing: ['n/a']`)",
                "\"b\":\"yes\" | b must be true, false, 0 or 1: was 'yes' (declare `coerce: [text-booleans]`)",
                "\"n\":\"1.234,5\" | n must be a number: was '1.234,5' (declare `coerce: [decimal-comma]`)",
                "\"c\":5411 | c must be text: was 5411 (declare `coerce: [numeric-categories]`)"
            })
    void strict_saysWhichSettingTakesIt(String member, String message) {
        assertThat(harness("").decode(event(member)).orElseThrow().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":NaN",
                "\"n\":Infinity",
                "\"n\":-INF",
                "\"n\":\"NaN\"",
                "\"n\":\"\"",
                "\"i\":NaN",
                "\"i\":\"n/a\"",
                "\"b\":\"\"",
                "\"b\":NaN",
                "\"c\":\"n/a\"",
                "\"t\":\"\"",
                "\"t\":NaN"
            })
    void missing_isMissing_whereItIsDeclared(String member) {
        DecodeHarness harness =
                harness("missing: [NaN, Infinity, -Infinity, '', n/a]\ncoerce: [text-numbers, text-booleans]");
        assertThat(harness.decode(event(member))).isEmpty();
        String field = member.substring(1, 2);
        boolean text = field.equals("c") || field.equals("t");
        if (text) {
            assertThat(harness.text(field, 0)).isNull();
        } else {
            assertThat(harness.number(field, 0)).isNaN();
        }
        assertThat(harness.warnings.rows(QualityWarning.COERCED_FIELD)).isZero();
        assertThat(harness.decode(event("\"n\":\"5\",\"t\":\"x\""))).isEmpty();
    }

    @Test
    void missing_isRefused_ofARequiredField() {
        DecodeHarness harness = new DecodeHarness(
                DeclaredEvents.of("id: id\nentity: card\nmissing: ['']\nfields: {t: {type: text, required: true}}"));
        assertThat(harness.decode(event("\"t\":\"\"")).orElseThrow().message())
                .isEqualTo("t must be present: was missing or null");
        assertThat(harness.decode(event("\"t\":\"x\""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "[NaN]", "{\"a\":NaN}"})
    void undeclared_mayBeNoJsonNumber(String value) {
        assertThat(harness("").decode(event("\"other\":" + value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,\"card\":\"a\",\"n\":1,\"n\":2} | 2",
                "{\"id\":1,\"card\":\"a\",\"n\":\"no number\",\"n\":2} | 2",
                "{\"id\":1,\"n\":2,\"card\":\"b\",\"card\":\"a\"} | 2",
                "{\"id\":1,\"card\":\"a\",\"n\":2,\"n\":null} | NaN",
                "{\"id\":1,\"card\":\"a\",\"in\":{\"x\":1},\"n\":2,\"in\":{}} | 2"
            })
    void last_counts_whereItIsDeclared(String event, double expected) {
        DecodeHarness harness = new DecodeHarness(DeclaredEvents.of(
                "id: id\nentity: card\nduplicate-keys: last\nfields: {n: {type: number}, in.x: {type: number}}"));
        assertThat(harness.decode(event)).isEmpty();
        assertNumber(harness, "n", expected);
        assertThat(harness.number("in_x", 0)).isNaN();
        assertThat(harness.frame.entity(0)).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1",
                "-17 | -17",
                "-0 | 0",
                "9007199254740993 | 9007199254740993",
                "123456789012345678901234567890 | 123456789012345678901234567890",
                "true | true",
                "false | false",
                "1.0 | 1",
                "1e3 | 1000",
                "0.50 | 0.5"
            })
    void id_isTheTextOfWhatIsWritten(String id, String expected) {
        DecodeHarness harness = harness("");
        assertThat(harness.decode("{\"id\":" + id + ",\"card\":\"c\"}")).isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | card must be text, an integer or a boolean: was 1.5 (declare `entity: {path: card, type: any}`)",
                "{} | card must be text, an integer or a boolean: was an object (declare the path of what is inside of it)",
                "[] | card must be text, an integer or a boolean: was an array (declare the path of what is inside of it)",
                "null | card must be present: was missing or null (`entity: {from: key}` takes the record key)"
            })
    void entity_isRefused_withTheSettingThatTakesIt(String entity, String message) {
        assertThat(harness("")
                        .decode("{\"id\":1,\"card\":" + entity + "}")
                        .orElseThrow()
                        .message())
                .isEqualTo(message);
    }

    private static DecodeHarness arrays() {
        return new DecodeHarness(DeclaredEvents.of("""
                id: id
                entity: card
                fields:
                  tags: {type: category, array: join}
                  "items[].price": {type: number, array: first, as: first_price, min: 0}
                  "'items'[].price": {type: number, array: last, as: last_price, min: 0}
                  "items[].sku": {type: text, array: join, as: skus}
                  items: {type: integer, array: count, as: items}
                  "items[1].price": {type: number, as: second_price}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tags\":[\"a\",1,true,null,\"b\"] | a,1,true,b | NaN | NaN | '' | NaN | NaN",
                "\"items\":[] | '' | NaN | NaN | '' | 0 | NaN",
                "\"items\":[{\"price\":1,\"sku\":\"x\"}] | '' | 1 | 1 | x | 1 | NaN",
                "\"items\":[{\"price\":1,\"sku\":\"x\"},{\"sku\":7},{\"price\":3}] | '' | 1 | 3 | x,7 | 3 | NaN",
                "\"items\":[{\"price\":null},null,{\"price\":2},{\"price\":3}] | '' | 2 | 3 | '' | 3 | NaN",
                "\"items\":[{\"price\":1},{\"price\":5,\"more\":[{}]},{}] | '' | 1 | 5 | '' | 3 | 5",
                "\"items\":null,\"tags\":[] | '' | NaN | NaN | '' | NaN | NaN"
            })
    void arrays_becomeOneValue(
            String members, String tags, double first, double last, String skus, double count, double second) {
        DecodeHarness harness = arrays();
        assertThat(harness.decode(event(members))).isEmpty();
        assertThat(harness.text("tags", 0)).isEqualTo(tags.isEmpty() ? null : tags);
        assertNumber(harness, "first_price", first);
        assertNumber(harness, "last_price", last);
        assertThat(harness.text("skus", 0)).isEqualTo(skus.isEmpty() ? null : skus);
        assertNumber(harness, "items", count);
        assertNumber(harness, "second_price", second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tags\":\"a\" | tags must be an array: was 'a' (declare its path without brackets)",
                "\"tags\":[{}] | tags[] must be texts, numbers or booleans: was an object",
                "\"items\":[{\"price\":-1},{\"price\":1}] | items[].price must be at least 0.0: was -1",
                "\"items\":[{\"price\":1,\"price\":1}] | a key must occur once: 'price' occurs twice (`duplicate-keys: last` takes the last one)"
            })
    void arrays_areRefused_withWhatWasFound(String members, String message) {
        assertThat(arrays().decode(event(members)).orElseThrow().message()).isEqualTo(message);
    }
}
