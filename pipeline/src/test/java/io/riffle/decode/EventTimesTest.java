package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.deadletter.Rejection;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How event times may be written, and how they are refused. */
class EventTimesTest {
    private static DecodeHarness harness(String time) {
        return new DecodeHarness(DeclaredEvents.of(
                "id: id\nentity: card\ntime: {field: at, " + time + "}\nfields: {amount: {type: number}}"));
    }

    private static String event(String at) {
        return "{\"id\":1,\"card\":\"c\",\"at\":" + at + ",\"amount\":5}";
    }

    private static void assertTime(String time, String at, String expected) {
        DecodeHarness harness = harness(time);
        assertThat(harness.decode(event(at))).isEmpty();
        assertThat(Instant.ofEpochMilli(harness.frame.eventTime(0))).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2022-09-16T18:35:45Z | 2022-09-16T18:35:45Z",
                "2022-09-16t18:35:45z | 2022-09-16T18:35:45Z",
                "2022-09-16T18:35:45+0000 | 2022-09-16T18:35:45Z",
                "2022-09-16T18:35:45+00 | 2022-09-16T18:35:45Z",
                "2022-09-16T18:35:45-05:30 | 2022-09-17T00:05:45Z",
                "2022-09-16T18:35:45-0530 | 2022-09-17T00:05:45Z",
                "2022-09-16T18:35Z | 2022-09-16T18:35:00Z",
                "2022-09-16 18:35:45Z | 2022-09-16T18:35:45Z",
                "2022-09-16 18:35:45 UTC | 2022-09-16T18:35:45Z",
                "2022-09-16 18:35:45 +0200 | 2022-09-16T16:35:45Z",
                "2022-09-16T18:35:45.1Z | 2022-09-16T18:35:45.100Z",
                "2022-09-16T18:35:45,123Z | 2022-09-16T18:35:45.123Z",
                "2022-09-16T18:35:45.123456789Z | 2022-09-16T18:35:45.123Z",
                "2022-09-16T18:35:45.123999Z | 2022-09-16T18:35:45.123Z",
                "2024-02-29T00:00:00Z | 2024-02-29T00:00:00Z",
                "1969-12-31T23:59:59.5Z | 1969-12-31T23:59:59.500Z",
                "0001-01-01T00:00:00Z | 0001-01-01T00:00:00Z"
            })
    void iso_isReadWithAnyOffset(String text, String expected) {
        assertTime("unit: iso", "\"" + text + "\"", expected);
        assertTime("unit: iso, zone: Asia/Tokyo", "\"" + text + "\"", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2022-09-16 18:35:45 | UTC | 2022-09-16T18:35:45Z",
                "2022-09-16T18:35:45 | UTC | 2022-09-16T18:35:45Z",
                "2022-09-16T18:35 | '+02:00' | 2022-09-16T16:35:00Z",
                "2022-09-16T18:35:45.5 | Europe/Berlin | 2022-09-16T16:35:45.500Z",
                "2022-01-16T18:35:45 | Europe/Berlin | 2022-01-16T17:35:45Z",
                "2022-09-16 | UTC | 2022-09-16T00:00:00Z",
                "2022-09-16 | Europe/Berlin | 2022-09-15T22:00:00Z",
                "1965-09-16 | UTC | 1965-09-16T00:00:00Z"
            })
    void iso_isReadWithoutOffset_inTheDeclaredZone(String text, String zone, String expected) {
        assertTime("unit: iso, zone: '" + zone + "'", "\"" + text + "\"", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd.MM.yyyy HH:mm | UTC | 16.09.2022 18:35 | 2022-09-16T18:35:00Z",
                "dd/MMM/yyyy:HH:mm:ss Z | UTC | 16/Sep/2022:18:35:45 +0200 | 2022-09-16T16:35:45Z",
                "yyyy-MM-dd'T'HH:mm:ss.SSSX | UTC | 2022-09-16T18:35:45.123+02 | 2022-09-16T16:35:45.123Z",
                "MM/dd/yyyy hh:mm a | America/New_York | 09/16/2022 06:35 PM | 2022-09-16T22:35:00Z",
                "yyyyMMdd | UTC | 20220916 | 2022-09-16T00:00:00Z",
                "yyyyMMddHHmmss | UTC | 20220916183545 | 2022-09-16T18:35:45Z",
                "yy-MM-dd | UTC | 22-09-16 | 2022-09-16T00:00:00Z",
                "yyyy-MM-dd HH:mm VV | UTC | 2022-09-16 18:35 Europe/Berlin | 2022-09-16T16:35:00Z"
            })
    void pattern_isRead(String pattern, String zone, String text, String expected) {
        assertTime("zone: " + zone + ", format: \"" + pattern + "\"", "\"" + text + "\"", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unit: iso | \"2022-09-16 18:35:45\" | at must have an offset: was '2022-09-16 18:35:45' (declare `zone: UTC`, or which zone it is in)",
                "unit: iso | \"2022-09-16\" | at must have an offset: was '2022-09-16' (declare `zone: UTC`, or which zone it is in)",
                "unit: iso | \"2022-02-30T00:00:00Z\" | at must be an ISO 8601 time with an offset: was '2022-02-30T00:00:00Z'",
                "unit: iso | \"2022-09-16T24:00:00Z\" | at must be an ISO 8601 time with an offset: was '2022-09-16T24:00:00Z'",
                "unit: iso | \"2022-09-16T18:35:45+99:00\" | at must be an ISO 8601 time with an offset: was '2022-09-16T18:35:45+99:00'",
                "unit: iso | \"2022-09-16T18:35:45 CEST\" | at must be an ISO 8601 time with an offset: was '2022-09-16T18:35:45 CEST'",
                "unit: iso | \"2022-09-16T18:35:45.Z\" | at must be an ISO 8601 time with an offset: was '2022-09-16T18:35:45.Z'",
                "unit: iso | \"16.09.2022\" | at must be an ISO 8601 time with an offset: was '16.09.2022'",
                "unit: iso | \"\" | at must be an ISO 8601 time with an offset: was ''",
                "unit: iso | 1663353345 | at must be an ISO 8601 time with an offset: was 1663353345 (declare `unit: s`)",
                "unit: iso | \"1663353345000\" | at must be an ISO 8601 time with an offset: was 1663353345000 (declare `unit: ms`)",
                "unit: iso, zone: UTC | true | at must be text: was true",
                "unit: iso, zone: Europe/Berlin | \"2024-03-31T02:30:00\" | at must be a time in Europe/Berlin: was '2024-03-31T02:30:00', which the clocks skipped",
                "unit: iso, zone: Europe/Berlin | \"2024-10-27T02:30:00\" | at must be one time in Europe/Berlin: was '2024-10-27T02:30:00', which came twice (send it with an offset)",
                "format: dd.MM.yyyy, zone: UTC | \"31.02.2022\" | at must be a time of the format dd.MM.yyyy: was '31.02.2022'",
                "format: dd.MM.yyyy, zone: UTC | \"2022-09-16\" | at must be a time of the format dd.MM.yyyy: was '2022-09-16'",
                "unit: ms | 1663353345 | at must be in ms: was 1663353345, a time of this century in s (declare `unit: s`)",
                "unit: ms | \"1663353345\" | at must be in ms: was 1663353345, a time of this century in s (declare `unit: s`)",
                "unit: ms | 1663353345.5 | at must be in ms: was 1663353345.5, a time of this century in s (declare `unit: s`)",
                "unit: ms | 1663353345000000 | at must be in ms: was 1663353345000000, a time of this century in us (declare `unit: us`)",
                "unit: ms | 1663353345000000000 | at must be in ms: was 1663353345000000000, a time of this century in ns (declare `unit: ns`)",
                "unit: s | 1663353345000 | at must be in s: was 1663353345000, a time of this century in ms (declare `unit: ms`)",
                "unit: us | 1663353345000 | at must be in us: was 1663353345000, a time of this century in ms (declare `unit: ms`)",
                "unit: us | 1663353345 | at must be in us: was 1663353345, a time of this century in s (declare `unit: s`)",
                "unit: ns | 1663353345000000 | at must be in ns: was 1663353345000000, a time of this century in us (declare `unit: us`)",
                "unit: ns | 1663353345 | at must be in ns: was 1663353345, a time of this century in s (declare `unit: s`)",
                "unit: ms | \"2022-09-16T18:35:45Z\" | at must be a number in ms: was '2022-09-16T18:35:45Z' (declare `unit: iso`)",
                "unit: ms | \"\" | at must be a number in ms: was ''",
                "unit: s | 99999999999999 | at must be between the years 1 and 9999: was 99999999999999"
            })
    void refusal_saysWhatWasFound_andWhichSettingTakesIt(String time, String at, String message) {
        Rejection rejection = harness(time).decode(event(at)).orElseThrow();
        assertThat(rejection.message()).isEqualTo(message);
    }

    /** Both readers, and what looks for the time alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1663353345",
                "1663353345.123",
                "0",
                "-1",
                "-0.001",
                "-86400.5",
                "1e9",
                "16633533450e-1",
                "0.00001"
            })
    void clock_findsWhatTheDecoderReads(String at) {
        DecodeHarness harness = harness("unit: s");
        FrameRow row = FrameRow.of(
                new SourcePosition("t", 0, 0),
                -1,
                null,
                event(at).getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
        assertThat(harness.decode(row)).isEmpty();
        EventClock clock = new EventClock(DeclaredEvents.of("id: id\nentity: card\ntime: {field: at, unit: s}")
                .time());
        assertThat(clock.of(row)).hasValue(harness.frame.eventTime(0));
    }

    /** Kafka's -1 is no time; a record that has none is scored at its event's own. */
    @Test
    void recordWithoutTimestamp_isReadAtTheTimeOfItsEvent() {
        byte[] event = event("-1").getBytes(StandardCharsets.UTF_8);
        DecodeHarness timed = harness("unit: ms, max-age: 1s");
        assertThat(timed.decode(event, -1)).isEmpty();
        assertThat(timed.frame.eventTime(0)).isEqualTo(-1);
        DecodeHarness untimed = new DecodeHarness(DeclaredEvents.of("id: id\nentity: card"));
        Rejection rejection = untimed.decode(event, -1).orElseThrow();
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.MISSING_FIELD);
        assertThat(rejection.message())
                .isEqualTo(
                        "the event time must be present: the record has no timestamp (declare `time: {field: ...}`)");
    }
}
