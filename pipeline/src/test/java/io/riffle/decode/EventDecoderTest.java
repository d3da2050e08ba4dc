package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.SkipReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static final long NOW = DecodeHarness.NOW;
    private static final String IDENTITY = "\"event_id\":\"e1\",\"card_id\":\"c1\",\"event_time\":" + NOW;
    private static final String REQUIRED = "\"amount\":12.5,\"category\":\"fuel\"";

    private final DecodeHarness harness = new DecodeHarness(EventConfigs.payments());

    private static String event(String more) {
        return "{" + IDENTITY + "," + REQUIRED + (more.isEmpty() ? "" : "," + more) + "}";
    }

    @Test
    void decode_readsEveryType_whenKeysComeInAnyOrder() {
        assertThat(harness.decode(
                        "{\"note\":\"caf\\u00e9 \\ud83d\\ude00\",\"country\":\"DE\",\"online\":true,\"items\":3,"
                                + REQUIRED + "," + IDENTITY + "}"))
                .isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("e1");
        assertThat(harness.frame.entity(0)).isEqualTo("c1");
        assertThat(harness.frame.eventTime(0)).isEqualTo(NOW);
        assertThat(harness.number("event_time", 0)).isEqualTo(NOW);
        assertThat(harness.number("amount", 0)).isEqualTo(12.5);
        assertThat(harness.number("items", 0)).isEqualTo(3);
        assertThat(harness.number("online", 0)).isEqualTo(1);
        assertThat(harness.text("category", 0)).isEqualTo("fuel");
        assertThat(harness.text("country", 0)).isEqualTo("DE");
        assertThat(harness.text("note", 0)).isEqualTo("café 😀");
    }

    @Test
    void decode_leavesOptionalFieldsMissing_whenAbsentOrNull() {
        assertThat(harness.decode(event("\"items\":null"))).isEmpty();
        assertThat(harness.number("items", 0)).isNaN();
        assertThat(harness.number("online", 0)).isNaN();
        assertThat(harness.text("note", 0)).isNull();
    }

    /** Encoders compare the declared instance; a known value must not become a new string. */
    @Test
    void decode_keepsTheDeclaredInstance_ofAKnownCategory() {
        harness.decode(event(""));
        harness.decode(event(""));
        assertThat(harness.text("category", 0)).isSameAs(harness.text("category", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"items\":3.0 | 3",
                "\"items\":1e1 | 10",
                "\"items\":0 | 0",
                "\"online\":1 | 1",
                "\"online\":false | 0"
            })
    void decode_acceptsNumbers_thatAreWholeOrTruth(String member, double expected) {
        assertThat(harness.decode(event(member))).isEmpty();
        String field = member.substring(1, member.indexOf('"', 1));
        assertThat(harness.number(field, 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"items\":3.5 | WRONG_TYPE | items must be an integer: was 3.5",
                "\"items\":\"3\" | WRONG_TYPE | items must be an integer: was '3' (declare `coerce: [text-numbers]`)",
                "\"items\":true | WRONG_TYPE | items must be an integer: was true",
                "\"items\":9223372036854775808 | OUT_OF_RANGE | items must fit into 64 bits: was 9223372036854775808",
                "\"items\":1e300 | OUT_OF_RANGE | items must be exact: at most 2^53 when written with a fraction or exponent: was 1e300",
                "\"items\":101 | OUT_OF_RANGE | items must be at most 100.0: was 101",
                "\"items\":-1 | OUT_OF_RANGE | items must be at least 0.0: was -1",
                "\"items\":[1] | WRONG_TYPE | items must be an integer: was an array (declare one element of it, or `array`: first, last, count or join)",
                "\"online\":2 | WRONG_TYPE | online must be true, false, 0 or 1: was 2",
                "\"online\":\"true\" | WRONG_TYPE | online must be true, false, 0 or 1: was 'true' (declare `coerce: [text-booleans]`)",
                "\"country\":\"IT\" | UNKNOWN_CATEGORY | country must be one of the declared values: was 'IT'",
                "\"country\":7 | WRONG_TYPE | country must be text: was 7 (declare `coerce: [numeric-categories]`)",
                "\"note\":{} | WRONG_TYPE | note must be text: was an object (declare the path of what is inside of it)",
                "\"note\":\"123456789012345678901\" | OUT_OF_RANGE | note must have at most 20 characters: has 21, '123456789012345678901'",
                "\"items\":1,\"items\":1 | MALFORMED | a key must occur once: 'items' occurs twice (`duplicate-keys: last` takes the last one)",
                "\"event_id\":\"e2\" | MALFORMED | a key must occur once: 'event_id' occurs twice (`duplicate-keys: last` takes the last one)"
            })
    void decode_refuses_andSaysWhatMustHoldAndWhatWasFound(String member, DeadLetterReason reason, String message) {
        Rejection rejection = harness.decode(event(member)).orElseThrow();
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.message()).isEqualTo(message);
    }

    @Test
    void decode_refusesAnInfiniteNumber_whenTheTextIsBeyondDoubles() {
        assertReason("{" + IDENTITY + ",\"amount\":1e999,\"category\":\"fuel\"}", DeadLetterReason.OUT_OF_RANGE);
    }

    @Test
    void decode_countsCharactersAsCodePoints_whenTextHasSurrogatePairs() {
        assertThat(harness.decode(event("\"note\":\"" + "😀".repeat(20) + "\"")))
                .isEmpty();
        assertReason(event("\"note\":\"" + "😀".repeat(21) + "\""), DeadLetterReason.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "17",
                "{",
                "{\"event_id\":",
                "{} {}",
                "{},",
                "{'event_id':1}",
                "{\"amount\":01}",
                "{\"amount\":+1}",
                "{\"amount\":.5}",
                "{\"note\":\"\t\"}",
                "{\"a\":1,}",
                "{\"a\":tru}",
                "// comment\n{}",
                "{\"note\":\"\\x\"}"
            })
    void decode_refusesAsMalformed_whatIsNotOneJsonObject(String value) {
        assertReason(value, DeadLetterReason.MALFORMED);
    }

    @Test
    void decode_refusesTrailingText_butNotTrailingSpace() {
        assertThat(harness.decode("  " + event("") + " \n")).isEmpty();
        assertReason(event("") + " trailing", DeadLetterReason.MALFORMED);
    }

    @Test
    void decode_passesOver_whatHasNoValue() {
        assertThat(harness.decode(DecodeHarness.row(null, NOW, new RecordHeaders())))
                .isEmpty();
        assertThat(harness.skipped).isEqualTo(SkipReason.TOMBSTONE);
        assertReason("", DeadLetterReason.MALFORMED);
    }

    /** Jackson guesses UTF-16 and UTF-32, takes overlong forms and surrogates; a key would have several spellings. */
    @Test
    void decode_refusesOtherEncodings_thatJacksonWouldTake() {
        String valid = event("");
        assertMalformed(valid.getBytes(StandardCharsets.UTF_16LE));
        assertMalformed(valid.getBytes(StandardCharsets.UTF_16BE));
        assertMalformed(valid.getBytes(java.nio.charset.Charset.forName("UTF-32BE")));
        assertMalformed(valid.getBytes(java.nio.charset.Charset.forName("UTF-32LE")));
        assertMalformed(("\ufeff" + valid).getBytes(StandardCharsets.UTF_8));
        assertMalformed(noteWithBytes(0xC0, 0xA2));
        assertMalformed(noteWithBytes(0xED, 0xA0, 0x80));
        assertMalformed(noteWithBytes(0xF4, 0x90, 0x80, 0x80));
        assertMalformed(noteWithBytes(0xE2, 0x82));
        assertThat(harness.decode(noteWithBytes(0xE2, 0x82, 0xAC), NOW)).isEmpty();
        assertThat(harness.text("note", 0)).isEqualTo("€");
    }

    /** Also in a field that is skipped: the bytes travel on, and the next reader may not be lenient. */
    @Test
    void decode_refusesInvalidUtf8_inAnUndeclaredField() {
        byte[] value = event("\"other\":\"??\"").getBytes(StandardCharsets.UTF_8);
        value[value.length - 3] = (byte) 0xFF;
        assertMalformed(value);
    }

    @Test
    void decode_refusesDeepNesting_evenInAnUndeclaredField() {
        assertThat(harness.decode(event("\"other\":" + "[".repeat(31) + "]".repeat(31))))
                .isEmpty();
        assertReason(event("\"other\":" + "[".repeat(32) + "]".repeat(32)), DeadLetterReason.MALFORMED);
        assertReason(event("\"other\":" + "{\"a\":".repeat(1_500)), DeadLetterReason.MALFORMED);
        assertReason(event("\"amount2\":" + "9".repeat(5_000)), DeadLetterReason.MALFORMED);
    }

    @Test
    void decode_refusesAValueLargerThanMaxBytes() {
        Rejection rejection =
                harness.decode(event("\"note\":\"" + "x".repeat(20_000) + "\"")).orElseThrow();
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.OUT_OF_RANGE);
        assertThat(rejection.message()).contains("at most 10000 bytes (max-bytes): has ");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\"', MISSING_FIELD",
        "null, MISSING_FIELD",
        "1.5, WRONG_TYPE",
        "NaN, WRONG_TYPE",
        "{}, WRONG_TYPE",
        "[1], WRONG_TYPE",
        "'\"a\\u0000b\"', MALFORMED",
        "'\"a\\nb\"', MALFORMED",
        "'\"a\\u0085b\"', MALFORMED",
        "'\"a\\ud800b\"', MALFORMED",
        "'\"a\\udc00b\"', MALFORMED"
    })
    void decode_refusesIdentifiers_thatCannotBeKeys(String json, DeadLetterReason reason) {
        assertReason(
                "{\"event_id\":" + json + ",\"card_id\":\"c\",\"event_time\":" + NOW + "," + REQUIRED + "}", reason);
        assertReason(
                "{\"event_id\":\"e\",\"card_id\":" + json + ",\"event_time\":" + NOW + "," + REQUIRED + "}", reason);
    }

    @Test
    void decode_boundsIdentifiers_at512Characters() {
        String json = "{\"event_id\":\"e\",\"card_id\":\"%s\",\"event_time\":" + NOW + "," + REQUIRED + "}";
        assertThat(harness.decode(json.formatted("ü".repeat(512)))).isEmpty();
        assertReason(json.formatted("ü".repeat(513)), DeadLetterReason.OUT_OF_RANGE);
    }

    @Test
    void decode_showsFewEscapedCharacters_ofALongValue() {
        Rejection rejection = harness.decode(event("\"items\":\"\\u0007" + "y".repeat(5_000) + "\""))
                .orElseThrow();
        assertThat(rejection.message()).isEqualTo("items must be an integer: was '\\u0007" + "y".repeat(34) + "...'");
    }

    @Test
    void decode_warnsAndKeepsTheValue_ofUnknownCategoriesAndOutliers() {
        assertThat(harness.decode(
                        "{" + IDENTITY + ",\"amount\":6000,\"category\":\"boats\",\"x\":{\"amount\":1},\"y\":2}"))
                .isEmpty();
        assertThat(harness.frame.warnings(0))
                .containsExactly("outlier:amount", "unknown_category:category", "undeclared_field:x");
        assertThat(harness.text("category", 0)).isEqualTo("boats");
        assertThat(harness.number("amount", 0)).isEqualTo(6000);
        assertThat(harness.warnings.rows(QualityWarning.OUTLIER)).isEqualTo(1);
        assertThat(harness.warnings.rows(QualityWarning.UNKNOWN_CATEGORY)).isEqualTo(1);
        assertThat(harness.warnings.rows(QualityWarning.UNDECLARED_FIELD)).isEqualTo(1);
    }

    /** A refused event was counted as refused; its warnings would be counted about nothing. */
    @Test
    void decode_forgetsWarnings_whenTheEventIsRefusedLater() {
        assertThat(harness.decode("{" + IDENTITY + ",\"amount\":6000,\"category\":7}"))
                .isPresent();
        assertThat(harness.decode(event(""))).isEmpty();
        assertThat(harness.frame.warnings(0)).isEmpty();
        assertThat(harness.warnings.rows(QualityWarning.OUTLIER)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "S, 1736121600, 1736121600000",
        "US, 1736121600000999, 1736121600000",
        "MS, 1736121600000, 1736121600000",
        "MS, 0, 0",
        "MS, -1, -1",
        "S, -1, -1000",
        "US, -1, -1",
        "MS, 1.5, 1",
        "MS, -1.5, -2",
        "MS, '\"1736121600000\"', 1736121600000",
        "S, 1736121600.123, 1736121600123",
        "S, 1736121600.1239, 1736121600123",
        "S, 1.7361216e9, 1736121600000",
        "S, '\"1736121600.5\"', 1736121600500",
        "US, 1736121600000999.5, 1736121600000",
        "NS, 1736121600000999999, 1736121600000",
        "NS, '\"1736121600000999999\"', 1736121600000",
        "S, 1e-999999999, 0",
        "ISO, '\"1969-12-31T23:59:59Z\"', -1000",
        "ISO, '\"0001-01-01T00:00:00Z\"', -62135596800000",
        "ISO, '\"2025-01-06T00:00:00Z\"', 1736121600000",
        "ISO, '\"2025-01-06T01:00:00.5+01:00\"', 1736121600500"
    })
    void decode_readsTheEventTime_inItsUnit(TimeUnit unit, String json, long expected) {
        DecodeHarness timed = withTime(unit, Optional.empty());
        assertThat(timed.decode("{\"event_id\":\"e\",\"card_id\":\"c\",\"event_time\":" + json + "," + REQUIRED + "}"))
                .isEmpty();
        assertThat(timed.frame.eventTime(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MS, -62135596800001, OUT_OF_RANGE",
        "MS, 1736121600, OUT_OF_RANGE",
        "S, 1736121600000, OUT_OF_RANGE",
        "S, 1e400, OUT_OF_RANGE",
        "MS, NaN, WRONG_TYPE",
        "MS, true, WRONG_TYPE",
        "MS, 9223372036854775807, OUT_OF_RANGE",
        "MS, 9223372036854775808, OUT_OF_RANGE",
        "S, 9223372036854775807, OUT_OF_RANGE",
        "S, -9223372036854775808, OUT_OF_RANGE",
        "US, 1736121600000, OUT_OF_RANGE",
        "NS, 1736121600000000, OUT_OF_RANGE",
        "MS, '\"soon\"', WRONG_TYPE",
        "MS, null, MISSING_FIELD",
        "ISO, null, MISSING_FIELD",
        "ISO, 1736121600000, WRONG_TYPE",
        "ISO, '\"yesterday\"', WRONG_TYPE",
        "ISO, '\"2025-01-06T00:00:00\"', WRONG_TYPE",
        "ISO, '\"+999999999-01-01T00:00:00Z\"', OUT_OF_RANGE"
    })
    void decode_refusesEventTimes_thatAreNone(TimeUnit unit, String json, DeadLetterReason reason) {
        Rejection rejection = withTime(unit, Optional.empty())
                .decode("{\"event_id\":\"e\",\"card_id\":\"c\",\"event_time\":" + json + "," + REQUIRED + "}")
                .orElseThrow();
        assertThat(rejection.reason()).isEqualTo(reason);
    }

    @Test
    void decode_boundsTheEventTime_byTheRecordTimestamp() {
        long day = Duration.ofDays(1).toMillis();
        long hour = Duration.ofHours(1).toMillis();
        byte[] value = event("").getBytes(StandardCharsets.UTF_8);
        assertThat(harness.decode(value, NOW + 30 * day)).isEmpty();
        assertThat(harness.decode(value, NOW + 30 * day + 1).orElseThrow().reason())
                .isEqualTo(DeadLetterReason.TOO_OLD);
        assertThat(harness.decode(value, NOW - hour)).isEmpty();
        Rejection early = harness.decode(value, NOW - hour - 1).orElseThrow();
        assertThat(early.reason()).isEqualTo(DeadLetterReason.IN_FUTURE);
        assertThat(early.message())
                .isEqualTo("event_time must be at most 3600000 ms after the record's timestamp: was 3600001 ms after"
                        + " (1736121600000)");
    }

    @Test
    void decode_takesTheRecordTimestamp_whenNoTimeFieldIsDeclared() {
        DecodeHarness untimed = new DecodeHarness(EventConfigs.payments(
                new EventTimeConfig(Optional.empty(), TimeUnit.MS, Optional.empty(), Optional.empty()),
                Optional.empty(),
                false));
        assertThat(untimed.decode("{\"event_id\":\"e\",\"card_id\":\"c\"," + REQUIRED + "}"))
                .isEmpty();
        assertThat(untimed.frame.eventTime(0)).isEqualTo(NOW);
    }

    @Test
    void decode_readsFieldsFromANestedObject_andIgnoresWhatSurroundsIt() {
        DecodeHarness nested =
                new DecodeHarness(EventConfigs.payments(EventConfigs.MILLISECONDS, Optional.of("data.fields"), false));
        assertThat(nested.decode(
                        "{\"data\":{\"fields\":{" + REQUIRED + ",\"z\":1},\"x\":1},\"y\":[2]," + IDENTITY + "}"))
                .isEmpty();
        assertThat(nested.number("amount", 0)).isEqualTo(12.5);
        assertThat(nested.frame.warnings(0)).containsExactly("undeclared_field:z");
        assertThat(nested.decode("{" + IDENTITY + ",\"data\":{}}").orElseThrow().message())
                .isEqualTo("data.fields.amount must be present: was missing or null");
        assertThat(nested.decode("{" + IDENTITY + ",\"data\":{\"fields\":3}}")
                        .orElseThrow()
                        .message())
                .isEqualTo("data.fields must be an object: was 3");
    }

    @Test
    void decode_refusesAnotherKey_whenTheTopicIsPartitionedByEntity() {
        DecodeHarness keyed =
                new DecodeHarness(EventConfigs.payments(EventConfigs.MILLISECONDS, Optional.empty(), true));
        assertThat(keyed.decode(keyedRow("c1"))).isEmpty();
        assertThat(keyed.decode(keyedRow("c2")).orElseThrow())
                .isEqualTo(new Rejection(
                        io.riffle.schema.Stage.DECODE,
                        DeadLetterReason.KEY_MISMATCH,
                        "the key must be the entity 'c1': was 'c2'"));
        assertThat(keyed.decode(keyedRow(null)).orElseThrow().message())
                .isEqualTo("the key must be the entity 'c1': was null");
    }

    private static FrameRow keyedRow(String key) {
        return FrameRow.of(
                new SourcePosition("events", 0, 0),
                NOW,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                event("").getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }

    private static DecodeHarness withTime(TimeUnit unit, Optional<Duration> bound) {
        return new DecodeHarness(EventConfigs.payments(
                new EventTimeConfig(Optional.of("event_time"), unit, bound, bound), Optional.empty(), false));
    }

    private static byte[] noteWithBytes(int... bytes) {
        byte[] value = event("\"note\":\"" + "?".repeat(bytes.length) + "\"").getBytes(StandardCharsets.UTF_8);
        int start = value.length - 2 - bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            value[start + i] = (byte) bytes[i];
        }
        return value;
    }

    private void assertMalformed(byte[] value) {
        assertThat(harness.decode(value, NOW).orElseThrow().reason()).isEqualTo(DeadLetterReason.MALFORMED);
    }

    private void assertReason(String value, DeadLetterReason reason) {
        Rejection rejection = harness.decode(value).orElseThrow();
        assertThat(rejection.reason()).as(rejection.message()).isEqualTo(reason);
    }
}
