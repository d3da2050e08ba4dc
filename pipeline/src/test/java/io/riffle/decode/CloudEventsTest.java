package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventConfig;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.schema.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Both content modes of the Kafka protocol binding for CloudEvents 1.0. */
class CloudEventsTest {
    private static final long NOW = DecodeHarness.NOW;
    private static final String FIELDS = "\"amount\":12.5,\"category\":\"fuel\"";
    private static final String BARE = "{\"card_id\":\"c1\"," + FIELDS + "}";
    private static final String FULL =
            "{\"event_id\":\"own\",\"card_id\":\"c1\",\"event_time\":" + NOW + "," + FIELDS + "}";

    private final DecodeHarness harness = new DecodeHarness(EventConfigs.payments());

    private static Headers binary(String specVersion, String id, String time) {
        Headers headers = new RecordHeaders();
        header(headers, "ce_specversion", specVersion);
        header(headers, "ce_type", "com.example.payment");
        header(headers, "ce_source", "/tills");
        header(headers, "ce_subject", "another-card");
        header(headers, "ce_id", id);
        header(headers, "ce_time", time);
        return headers;
    }

    private static Headers structured(String contentType) {
        Headers headers = new RecordHeaders();
        header(headers, "content-type", contentType);
        return headers;
    }

    private static void header(Headers headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String envelope(String more, String data) {
        return "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"/tills\"," + more + "\"data\":" + data + "}";
    }

    @Test
    void binary_takesIdAndTimeFromHeaders_whenTheEventHasNone() {
        assertThat(harness.decode(BARE, binary("1.0", "ü-7", "2025-01-06T00:00:00Z")))
                .isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("ü-7");
        assertThat(harness.frame.entity(0)).isEqualTo("c1");
        assertThat(harness.frame.eventTime(0)).isEqualTo(NOW);
    }

    @Test
    void binary_prefersTheEventsOwnIdAndTime() {
        assertThat(harness.decode(FULL, binary("1.0", "other", "2025-01-06T00:00:01Z")))
                .isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("own");
        assertThat(harness.frame.eventTime(0)).isEqualTo(NOW);
    }

    @Test
    void binary_refusesBadAttributes() {
        assertReason(BARE, binary("0.3", "x", "2025-01-06T00:00:00Z"), DeadLetterReason.MALFORMED);
        assertReason(BARE, binary("1.0", "", "2025-01-06T00:00:00Z"), DeadLetterReason.MISSING_FIELD);
        assertReason(BARE, binary("1.0", null, "2025-01-06T00:00:00Z"), DeadLetterReason.MISSING_FIELD);
        assertReason(BARE, binary("1.0", "x", "today"), DeadLetterReason.WRONG_TYPE);
        assertReason(BARE, binary("1.0", "x", null), DeadLetterReason.MISSING_FIELD);
        assertReason(BARE, binary("1.0", "x", "2025-03-06T00:00:00Z"), DeadLetterReason.IN_FUTURE);
    }

    /** Without a specversion the record is no CloudEvent, whatever else its headers are called. */
    @Test
    void headers_areIgnored_whenThereIsNoSpecversion() {
        assertReason(BARE, binary(null, "x", "2025-01-06T00:00:00Z"), DeadLetterReason.MISSING_FIELD);
    }

    @Test
    void structured_readsTheEventFromData_whateverTheOrderOfTheEnvelope() {
        Headers headers = structured("Application/CloudEvents+JSON; charset=utf-8");
        String value = "{\"data\":" + BARE + ",\"time\":\"2025-01-06T00:00:00Z\",\"id\":\"e7\",\"extension\":{\"a\":1},"
                + "\"specversion\":\"1.0\"}";
        assertThat(harness.decode(value, headers)).isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("e7");
        assertThat(harness.frame.eventTime(0)).isEqualTo(NOW);
        assertThat(harness.number("amount", 0)).isEqualTo(12.5);
        assertThat(harness.frame.warnings(0)).isEmpty();
    }

    @Test
    void structured_prefersTheEventsOwnId() {
        assertThat(harness.decode(envelope("\"id\":\"other\",", FULL), structured("application/cloudevents+json")))
                .isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("own");
    }

    @Test
    void structured_refusesABadEnvelope() {
        Headers headers = structured("application/cloudevents+json");
        assertReason("{\"specversion\":\"0.3\",\"data\":" + FULL + "}", headers, DeadLetterReason.MALFORMED);
        assertReason("{\"data\":" + FULL + "}", headers, DeadLetterReason.MISSING_FIELD);
        assertReason(envelope("", "[1]"), headers, DeadLetterReason.WRONG_TYPE);
        assertReason(envelope("", "null"), headers, DeadLetterReason.MISSING_FIELD);
        assertReason("{\"specversion\":\"1.0\",\"data_base64\":\"e30=\"}", headers, DeadLetterReason.WRONG_TYPE);
        assertReason(envelope("\"data\":" + FULL + ",", FULL), headers, DeadLetterReason.MALFORMED);
        assertReason("[" + envelope("", FULL) + "]", headers, DeadLetterReason.MALFORMED);
    }

    /** Clients send it as {@code application/json}, or say nothing. */
    @Test
    void structured_isRecognised_whateverTheContentType() {
        assertThat(harness.decode(FULL, structured("application/json"))).isEmpty();
        assertThat(harness.decode(envelope("", FULL), structured("application/json")))
                .isEmpty();
        assertThat(harness.decode(envelope("", FULL))).isEmpty();
        assertReason(envelope("", FULL).replace("\"1.0\"", "\"0.3\""), new RecordHeaders(), DeadLetterReason.MALFORMED);
    }

    /** Only an object with data is an envelope: an event may have a field of that name. */
    @Test
    void structured_isNotAssumed_withoutData() {
        String flat = FULL.replaceFirst("\\{", "{\"specversion\":\"1.0\",\"note\":\"\\\\u0041\",");
        assertThat(harness.decode(flat)).isEmpty();
        assertThat(harness.decode(FULL.replaceFirst("\\{", "{\"data\":{\"specversion\":\"1.0\"},")))
                .isEmpty();
    }

    /** Whoever declares such a name reads the envelope as a plain object. */
    @Test
    void structured_isNotAssumed_whenItsNamesAreDeclared() {
        EventConfig inData = EventConfigs.payments(EventConfigs.MILLISECONDS, Optional.of("data"), false);
        DecodeHarness declared = new DecodeHarness(inData);
        String event = "{\"specversion\":\"1.0\",\"event_id\":\"e\",\"card_id\":\"c\",\"event_time\":" + NOW
                + ",\"data\":{\"amount\":1,\"category\":\"fuel\"}}";
        assertThat(declared.decode(event)).isEmpty();
        assertThat(declared.frame.eventId(0)).isEqualTo("e");
    }

    @Test
    void time_comesFromTheEnvelope_whenNoTimeFieldIsDeclared() {
        DecodeHarness untimed = new DecodeHarness(EventConfigs.payments(
                new EventTimeConfig(Optional.empty(), TimeUnit.MS, Optional.empty(), Optional.empty()),
                Optional.empty(),
                false));
        assertThat(untimed.decode(BARE, binary("1.0", "x", "2025-01-05T00:00:00Z")))
                .isEmpty();
        assertThat(untimed.frame.eventTime(0)).isEqualTo(NOW - 86_400_000);
    }

    private void assertReason(String value, Headers headers, DeadLetterReason reason) {
        assertThat(harness.decode(value, headers).orElseThrow().reason()).isEqualTo(reason);
    }
}
