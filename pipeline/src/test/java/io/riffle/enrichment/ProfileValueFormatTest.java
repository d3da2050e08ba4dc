package io.riffle.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.feature.FeatureType;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as their writers leave them in a store. What holds for one spelling holds for those beside it. */
class ProfileValueFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12.5",
                "` 12.5`",
                "`12.5 `",
                "`12.5\n`",
                "`\t12.5`",
                "+12.5",
                "1.25e1",
                "1.25E+1",
                "np.float64(12.5)",
                "np.float32(12.5)",
                "np.float16(12.5)",
                "np.longdouble('12.5')",
                "numpy.float64(12.5)",
                "` np.float64( 12.5 ) `",
                "Decimal('12.5')",
                "decimal.Decimal(\"12.5\")",
                "b'12.5'",
                "b\"12.5\"",
                "'12.5'",
                "\"12.5\"",
                "12.5@1736121600000",
                "np.float64(12.5)@1736121600000",
                "`12.5 @1736121600000`",
            })
    void number_isRead_inEachSpelling(String stored) {
        assertThat(parse(FeatureType.NUMBER, stored).number()).isEqualTo(12.5);
        assertThat(parse(FeatureType.INTEGER, stored)).as("is not whole").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3.0", " 3", "np.int64(3)", "np.int32(3)", "np.uint8(3)", "np.float64(3.0)", "b'3'"})
    void integer_isRead_inEachSpelling(String stored) {
        assertThat(parse(FeatureType.INTEGER, stored).number()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 1",
        "True, 1",
        "TRUE, 1",
        "1, 1",
        "1.0, 1",
        "np.True_, 1",
        "numpy.True_, 1",
        "np.bool_(True), 1",
        "np.bool(True), 1",
        "b'True', 1",
        "' True', 1",
        "True@1736121600000, 1",
        "false, 0",
        "False, 0",
        "FALSE, 0",
        "0, 0",
        "0.0, 0",
        "np.False_, 0",
        "np.bool_(False), 0",
        "b'0', 0",
    })
    void boolean_isRead_inEachSpelling(String stored, double expected) {
        assertThat(parse(FeatureType.BOOLEAN, stored).number()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nan",
                "NaN",
                "-nan",
                "None",
                "null",
                "NULL",
                "<NA>",
                "np.float64(nan)",
                "float('nan')x",
                "b'nan'",
                "nan@1736121600000",
                " None "
            })
    void nothing_isNoValue_andNoMistake(String stored) {
        for (FeatureType type : new FeatureType[] {FeatureType.NUMBER, FeatureType.INTEGER, FeatureType.BOOLEAN}) {
            assertThat(parse(type, stored)).isNull();
            assertThat(ProfileValueFormat.isNothing(type, bytes(stored))).isEqualTo(!stored.endsWith("x"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "much", "12,5", "1 000", "inf", "Infinity", "0x1F", "12.5f", "[12.5]", "np.array([1])", "t"})
    void number_isAMistake_otherwise(String stored) {
        assertThat(parse(FeatureType.NUMBER, stored)).isNull();
        assertThat(ProfileValueFormat.isNothing(FeatureType.NUMBER, bytes(stored)))
                .isFalse();
    }

    /** Only what is a time of today's world in milliseconds is one behind a text. */
    @ParameterizedTest
    @CsvSource({
        "team@42, team@42, false",
        "anna@example.org, anna@example.org, false",
        "a@1699999000, a@1699999000, false",
        "a@20230101, a@20230101, false",
        "a@20230101123000, a@20230101123000, false",
        "a@1699999000000000, a@1699999000000000, false",
        "a@1699999000000000000, a@1699999000000000000, false",
        "DE@1699999000000, DE, true",
        "DE@100000000000, DE, true",
        "team@42@1699999000000, team@42, true",
        "@1699999000000, '', true",
        "np.str_('web'), web, false",
        "np.str_('web')@1699999000000, web, true",
        "b'web', web, false",
        "'quoted', quoted, false",
        "None, None, false",
        "True, True, false",
    })
    void text_staysAsItIs_butForItsTime(String stored, String text, boolean timed) {
        for (FeatureType type : new FeatureType[] {FeatureType.CATEGORY, FeatureType.TEXT}) {
            ProfileValue value = parse(type, stored);
            assertThat(value.text()).isEqualTo(text);
            assertThat(value.eventTime() != ProfileValue.UNKNOWN_TIME).isEqualTo(timed);
        }
    }

    /** A number has no @ of its own: what follows is a time, and a strange one is told. */
    @ParameterizedTest
    @CsvSource({
        "5@1699999000, 1699999000, false",
        "5@1699999000000, 1699999000000, true",
        "5@1699999000000000, 1699999000000000, false",
        "5@0, 0, false",
        "5, -9223372036854775808, true",
    })
    void time_isTold_whenItIsHardlyMeant(String stored, long time, boolean usual) {
        ProfileValue value = parse(FeatureType.NUMBER, stored);
        assertThat(value.number()).isEqualTo(5);
        assertThat(value.eventTime()).isEqualTo(time);
        assertThat(ProfileValueFormat.isUsualTime(time)).isEqualTo(usual);
    }

    private static ProfileValue parse(FeatureType type, String stored) {
        return ProfileValueFormat.parse(type, bytes(stored));
    }

    private static ByteBuffer bytes(String stored) {
        return ByteBuffer.wrap(stored.getBytes(UTF_8));
    }
}
