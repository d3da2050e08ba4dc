package io.riffle.decode;

import static io.riffle.decode.EnvelopeHarness.event;
import static io.riffle.decode.EnvelopeHarness.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EnvelopeConfig.ChangeTime;
import io.riffle.config.event.EnvelopeConfig.Fate;
import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.envelope.ConnectValues;
import io.riffle.decode.envelope.EventBytes;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared to be around an event is taken off; what is not declared is named. */
class EnvelopesTest {
    private static final long NOW = DecodeHarness.NOW;

    private static void assertEvent(DecodeHarness harness, String value, String id) {
        int row = harness.frame.size();
        assertThat(harness.decode(value)).as(value).isEmpty();
        assertThat(harness.skipped).isNull();
        assertThat(harness.frame.eventId(row)).isEqualTo(id);
        assertThat(harness.frame.entity(row)).isEqualTo("c-" + id);
        assertThat(harness.frame.eventTime(row)).isEqualTo(NOW);
        assertThat(harness.number("amount", row)).isEqualTo(5);
    }

    private static Rejection refused(DecodeHarness harness, String value) {
        return harness.decode(value).orElseThrow(() -> new AssertionError("was accepted: " + value));
    }

    private static void assertSkipped(DecodeHarness harness, String value, SkipReason reason) {
        assertThat(harness.decode(value)).as(value).isEmpty();
        assertThat(harness.skipped).isEqualTo(reason);
    }

    @Test
    void connect_readsThePayload_besideASchemaOrNone() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.CONNECT).open();
        String schema = "{\"type\":\"struct\",\"fields\":[],\"optional\":false}";
        assertEvent(harness, "{\"schema\":" + schema + ",\"payload\":" + event("a") + "}", "a");
        assertEvent(harness, "{\"schema\":null,\"payload\":" + event("b") + "}", "b");
        assertEvent(harness, "{\"payload\":" + event("c") + ",\"schema\":" + schema + "}", "c");
        assertEvent(harness, "{\"payload\":" + event("d") + "}", "d");
    }

    @Test
    void connect_passesOverANullPayload_unlessDeclaredOtherwise() {
        String tombstone = "{\"schema\":null,\"payload\":null}";
        assertSkipped(EnvelopeHarness.of(Kind.CONNECT).open(), tombstone, SkipReason.TOMBSTONE);
        Rejection why = refused(
                EnvelopeHarness.of(Kind.CONNECT).tombstones(Fate.DEAD_LETTER).open(), tombstone);
        assertThat(why.message()).contains("event.tombstones");
    }

    @Test
    void connect_refusesWhatIsNone() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.CONNECT).open();
        assertThat(refused(harness, event("a")).message())
                .isEqualTo("payload of a Connect envelope (schema and payload) must be present: was missing or null");
        assertThat(refused(harness, "{\"payload\":5}").reason()).isEqualTo(DeadLetterReason.WRONG_TYPE);
        assertThat(refused(harness, "{\"payload\":{},\"payload\":{}}").reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(refused(harness, "{\"payload\":" + event("a")).reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(refused(harness, "{\"payload\":" + event("a") + "} 7").reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    private static String change(String op, String before, String after) {
        return "{\"before\":" + before + ",\"after\":" + after
                + ",\"source\":{\"db\":\"shop\",\"ts_ms\":1700000000111},\"op\":\"" + op
                + "\",\"ts_ms\":1700000000222,\"transaction\":null}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "r"})
    void debezium_readsTheRowAfterTheChange(String op) {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).open();
        String change = change(op, op.equals("u") ? event("old") : "null", event("new"));
        assertEvent(harness, change, "new");
        assertEvent(harness, "{\"schema\":{\"type\":\"struct\"},\"payload\":" + change + "}", "new");
        assertEvent(harness, "{\"payload\":" + change + ",\"schema\":{\"type\":\"struct\"}}", "new");
    }

    @Test
    void debezium_passesOverWhatIsNoRow() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).open();
        assertSkipped(harness, change("d", event("old"), "null"), SkipReason.DELETE);
        assertSkipped(
                harness, "{\"schema\":{},\"payload\":" + change("d", event("old"), "null") + "}", SkipReason.DELETE);
        assertSkipped(harness, change("t", "null", "null"), SkipReason.NO_EVENT);
        assertSkipped(harness, "{\"op\":\"m\",\"message\":{\"prefix\":\"p\"}}", SkipReason.NO_EVENT);
        assertSkipped(harness, "{\"schema\":null,\"payload\":null}", SkipReason.TOMBSTONE);
        assertThat(harness.frame.size()).isZero();
    }

    @Test
    void debezium_setsDeletesAside_whenDeclared() {
        DecodeHarness harness =
                EnvelopeHarness.of(Kind.DEBEZIUM).deletes(Fate.DEAD_LETTER).open();
        assertThat(refused(harness, change("d", event("old"), "null")).message())
                .isEqualTo("the change must leave a row: was a delete (event.deletes)");
    }

    @Test
    void debezium_refusesWhatIsNone() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).open();
        assertThat(refused(harness, event("a")).message()).contains("op of a Debezium change event", "missing");
        assertThat(refused(harness, change("c", "null", "null")).message()).contains("after of a Debezium");
        assertThat(refused(harness, change("x", "null", event("a"))).message()).contains("was 'x'");
        assertThat(refused(harness, change("c", "null", "{\"id\":\"a\"}")).message())
                .contains("customer");
    }

    @Test
    void debezium_givesTheTime_thatIsAskedFor() {
        String row = "{\"id\":\"a\",\"customer\":\"c\",\"amount\":5}";
        DecodeHarness database = EnvelopeHarness.of(Kind.DEBEZIUM)
                .changeTime(ChangeTime.DATABASE)
                .open();
        assertThat(database.decode(change("c", "null", row))).isEmpty();
        assertThat(database.frame.eventTime(0)).isEqualTo(1700000000111L);
        DecodeHarness connector = EnvelopeHarness.of(Kind.DEBEZIUM)
                .changeTime(ChangeTime.CONNECTOR)
                .open();
        assertThat(connector.decode("{\"schema\":{},\"payload\":" + change("c", "null", row) + "}"))
                .isEmpty();
        assertThat(connector.frame.eventTime(0)).isEqualTo(1700000000222L);
        DecodeHarness none =
                EnvelopeHarness.of(Kind.DEBEZIUM).changeTime(ChangeTime.NONE).open();
        assertThat(none.decode(change("c", "null", row))).isEmpty();
        assertThat(none.frame.eventTime(0)).isEqualTo(NOW);
    }

    private static String typed(String name, String parameters, String field) {
        return "{\"type\":\"any\",\"name\":\"" + name + "\",\"version\":1," + parameters + "\"field\":\"" + field
                + "\"}";
    }

    private static String withSchema(String timeType, String at, String amountField, String amount) {
        String row = "{\"type\":\"struct\",\"fields\":[" + typed(timeType, "", "at") + "," + amountField
                + "],\"optional\":true,\"name\":\"shop.orders.Value\",\"field\":\"after\"}";
        String schema = "{\"type\":\"struct\",\"fields\":[" + row.replace("\"after\"", "\"before\"") + "," + row
                + "],\"optional\":false,\"name\":\"shop.orders.Envelope\"}";
        String event = "{\"id\":\"a\",\"at\":" + at + ",\"customer\":\"c\",\"amount\":" + amount + "}";
        return "{\"schema\":" + schema + ",\"payload\":" + change("c", "null", event) + "}";
    }

    private static final String DECIMAL =
            typed("org.apache.kafka.connect.data.Decimal", "\"parameters\":{\"scale\":\"2\"},", "amount");

    /** 1234 = 0x04D2 */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io.debezium.time.MicroTimestamp | 1700000000123456 | 1700000000123",
                "io.debezium.time.NanoTimestamp | 1700000000123456789 | 1700000000123",
                "io.debezium.time.Timestamp | 1700000000123 | 1700000000123",
                "org.apache.kafka.connect.data.Timestamp | 1700000000123 | 1700000000123",
                "io.debezium.time.Date | 19675 | 1699920000000",
                "io.debezium.time.ZonedTimestamp | \"2023-11-14T23:13:20.123456+01:00\" | 1700000000123"
            })
    void schema_saysWhatTimesAndDecimalsAre(String type, String at, long expected) {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).open();
        assertThat(harness.decode(withSchema(type, at, DECIMAL, "\"BNI=\""))).isEmpty();
        assertThat(harness.frame.eventTime(0)).isEqualTo(expected);
        assertThat(harness.number("amount", 0)).isEqualTo(12.34);
    }

    /** The declared unit is that of the producer without a schema; what the schema says counts. */
    @ParameterizedTest
    @CsvSource({"US, 1700000000123", "ISO, 1700000000123"})
    void schema_fitsTheDeclaredUnit(TimeUnit unit, long expected) {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).unit(unit).open();
        String value = withSchema("io.debezium.time.Timestamp", "1700000000123", DECIMAL, "\"BNI=\"");
        assertThat(harness.decode(value)).isEmpty();
        assertThat(harness.frame.eventTime(0)).isEqualTo(expected);
    }

    @Test
    void decimals_areNumbersOfAnyKind() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.DEBEZIUM).open();
        String time = "io.debezium.time.Timestamp";
        String variable = typed("io.debezium.data.VariableScaleDecimal", "", "amount");
        assertThat(harness.decode(withSchema(time, "" + NOW, variable, "{\"scale\":3,\"value\":\"BNI=\"}")))
                .isEmpty();
        assertThat(harness.number("amount", 0)).isEqualTo(1.234);
        assertThat(harness.decode(withSchema(time, "" + NOW, "{\"type\":\"double\",\"field\":\"amount\"}", "7.5")))
                .isEmpty();
        assertThat(harness.number("amount", 1)).isEqualTo(7.5);
        assertThat(harness.decode(withSchema(time, "" + NOW, DECIMAL, "7.25"))).isEmpty();
        assertThat(harness.number("amount", 2)).isEqualTo(7.25);
        Rejection why = refused(harness, withSchema(time, "" + NOW, DECIMAL, "\"no base64!\""));
        assertThat(why.field()).isEqualTo("amount");
        assertThat(why.reason()).isEqualTo(DeadLetterReason.WRONG_TYPE);
    }

    /** Flattened by a transform of Connect, and without a schema: nobody else can know the scale. */
    @Test
    void decimals_areDeclared_whenNoSchemaSaysThem() {
        String flat = "{\"id\":\"a\",\"customer\":\"c\",\"at\":" + NOW + ",\"amount\":\"BNI=\"}";
        for (EnvelopeHarness each : new EnvelopeHarness[] {
            EnvelopeHarness.of(Kind.NONE), EnvelopeHarness.of(Kind.CLOUDEVENTS), EnvelopeHarness.payloadIn("p")
        }) {
            DecodeHarness harness = each.decimals(Map.of("amount", 2)).open();
            assertThat(harness.decode(
                            "{\"p\":" + flat + ",\"specversion\":\"1.0\",\"data\":" + flat + "," + flat.substring(1)))
                    .isEmpty();
            assertThat(harness.number("amount", 0)).isEqualTo(12.34);
        }
        assertThat(refused(EnvelopeHarness.of(Kind.NONE).open(), flat).reason()).isEqualTo(DeadLetterReason.WRONG_TYPE);
    }

    /** Digits grow with the square of the bytes, and a scale of thousands of millions is one number of text. */
    @Test
    void decimals_areBounded() {
        assertThat(ConnectValues.decimal("BNI=", 2_000_000_000)).isEmpty();
        assertThat(ConnectValues.decimal("A".repeat(4_000), 2)).isEmpty();
        assertThat(ConnectValues.decimal("", 2)).isEmpty();
        assertThat(ConnectValues.decimal("/w==", 0)).contains("-1");
    }

    @Test
    void payload_isAnObjectOrText() {
        DecodeHarness harness = EnvelopeHarness.payloadIn("message.body").open();
        assertEvent(harness, "{\"x\":[1],\"message\":{\"body\":" + event("a") + ",\"y\":{}}}", "a");
        assertEvent(harness, "{\"message\":{\"body\":" + quoted(" " + event("b") + " ") + "}}", "b");
        DecodeHarness whole = EnvelopeHarness.payloadIn("$").open();
        assertEvent(whole, quoted(event("c")), "c");
        assertEvent(whole, event("d"), "d");
    }

    @Test
    void payload_isRefused_whenItIsNone() {
        DecodeHarness harness = EnvelopeHarness.payloadIn("message.body").open();
        for (String missing :
                new String[] {"{}", "{\"message\":5}", "{\"message\":{}}", "{\"message\":{\"body\":null}}"}) {
            assertThat(refused(harness, missing).message())
                    .isEqualTo("message.body (payload-in) must be present: was missing or null");
        }
        assertThat(refused(harness, "{\"message\":{\"body\":7}}").message()).contains("was 7");
        assertThat(refused(harness, "{\"message\":{\"body\":\"\"}}").message()).contains("was blank");
        assertThat(refused(harness, "{\"message\":{\"body\":\"hello\"}}").reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(refused(harness, "{\"message\":{\"body\":" + quoted(event("a") + "x") + "}}")
                        .reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(refused(
                                harness,
                                "{\"message\":{\"body\":" + event("a") + "},\"message\":{\"body\":" + event("a") + "}}")
                        .message())
                .contains("occurs twice");
    }

    /** An outbox table that Debezium reads: the event is text in a column of the row. */
    @Test
    void payload_isSoughtInTheRow_ofAChange() {
        DecodeHarness outbox = EnvelopeHarness.of(Kind.DEBEZIUM).in("payload").open();
        String row = "{\"id\":17,\"aggregatetype\":\"order\",\"payload\":" + quoted(event("a")) + "}";
        assertEvent(outbox, change("c", "null", row), "a");
        assertSkipped(outbox, change("d", row, "null"), SkipReason.DELETE);
    }

    @Test
    void cloudEvents_needNoContentType_whenDeclared() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.CLOUDEVENTS).open();
        String inner = "{\"customer\":\"c-x\",\"amount\":5}";
        assertEvent(
                harness,
                "{\"data\":" + inner + ",\"id\":\"x\",\"time\":\"2025-01-06T00:00:00Z\",\"specversion\":\"1.0\"}",
                "x");
        assertThat(refused(harness, event("a")).message()).contains("specversion must be present in a CloudEvent");
        RecordHeaders binary = new RecordHeaders();
        binary.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
        assertThat(harness.decode(event("b"), binary)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":{},\"payload\":{\"id\":\"a\"}} | event.envelope: connect",
                "{\"before\":null,\"after\":{\"id\":\"a\"},\"op\":\"c\"} | event.envelope: debezium",
                "{\"schema\":{},\"payload\":{\"before\":null,\"after\":{},\"op\":\"c\"}} | event.envelope: debezium",
                "{\"specversion\":\"1.0\",\"data\":[]} | event.envelope: cloudevents",
                "{\"id\":\"a\",\"body\":\"{\\\"id\\\":\\\"b\\\"}\"} | event.payload-in: body",
                "\"{\\\"id\\\":\\\"b\\\"}\" | event.payload-in: $",
                "[{\"id\":\"a\"}] | event.arrays: split"
            })
    void undeclared_isNamed_withItsSetting(String value, String setting) {
        Rejection why = refused(EnvelopeHarness.of(Kind.NONE).open(), value);
        assertThat(why.message()).endsWith(": declare " + setting);
        assertThat(why.setting()).isEqualTo(setting);
    }

    @Test
    void undeclared_framingAndPacking_areNamed() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.NONE).open();
        byte[] framed = ("\0\0\0\0\1" + event("a")).getBytes(StandardCharsets.UTF_8);
        assertThat(harness.decode(framed, NOW).orElseThrow().message())
                .contains("schema registry framing: declare event.format");
        assertThat(harness.decode(EnvelopeHarness.gzip(event("a")), NOW)
                        .orElseThrow()
                        .message())
                .contains("gzip: declare event.compression: gzip");
    }

    /** What is wrong with a plain event is not explained away. */
    @Test
    void undeclared_isNotNamed_forAPlainEvent() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.NONE).open();
        assertThat(refused(harness, "{\"id\":\"a\",\"payload\":{},\"op\":\"c\"}")
                        .setting())
                .isNull();
        assertThat(refused(harness, "{\"id\":\"a\",\"customer\":\"c\",\"at\":1,\"amount\":-5}")
                        .setting())
                .isNull();
    }

    @Test
    void gzip_isUnpacked_whenDeclared_andOnlyWhatIsPacked() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.NONE).gzip().open();
        assertThat(harness.decode(EnvelopeHarness.gzip(event("a")), NOW)).isEmpty();
        assertEvent(harness, event("b"), "b");
        assertThat(EnvelopeHarness.of(Kind.CONNECT)
                        .gzip()
                        .open()
                        .decode(EnvelopeHarness.gzip("{\"payload\":" + event("c") + "}"), NOW))
                .isEmpty();
    }

    /** A few kilobytes may unpack to gigabytes: no more is unpacked than an event may have. */
    @Test
    void gzip_isBounded() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.NONE).gzip().open();
        byte[] bomb = EnvelopeHarness.gzip(" ".repeat(EnvelopeHarness.MAX_BYTES * 100) + event("a"));
        assertThat(bomb.length).isLessThan(EnvelopeHarness.MAX_BYTES);
        Rejection why = harness.decode(bomb, NOW).orElseThrow();
        assertThat(why.message()).isEqualTo("the value must have at most 10000 bytes unpacked (max-bytes): has more");
        byte[] exact = EnvelopeHarness.gzip(
                event("a") + " ".repeat(EnvelopeHarness.MAX_BYTES - event("a").length()));
        assertThat(harness.decode(exact, NOW)).isEmpty();
    }

    @Test
    void gzip_isRefused_whenItIsBroken() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.NONE).gzip().open();
        byte[] packed = EnvelopeHarness.gzip(event("a"));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length - 12);
        assertThat(harness.decode(cut, NOW).orElseThrow().message()).contains("must be complete gzip");
        assertThat(harness.decode(EnvelopeHarness.gzip(""), NOW).orElseThrow().message())
                .contains("was empty");
    }

    @Test
    void tombstones_areSetAside_whenDeclared() {
        DecodeHarness harness =
                EnvelopeHarness.of(Kind.NONE).tombstones(Fate.DEAD_LETTER).open();
        assertThat(harness.decode(DecodeHarness.row(null, NOW, new RecordHeaders()))
                        .orElseThrow()
                        .message())
                .isEqualTo("the value must be one JSON object: was null (event.tombstones)");
    }

    /** Whoever looks at single fields sees the same event as the decoder. */
    @Test
    void eventBytes_areTheInnerObject() {
        String change = change("c", "null", event("a"));
        assertInner(EnvelopeHarness.of(Kind.DEBEZIUM), "{\"schema\":{},\"payload\":" + change + "}");
        assertInner(EnvelopeHarness.of(Kind.CONNECT), "{\"payload\":" + event("a") + "}");
        assertInner(EnvelopeHarness.payloadIn("p"), "{\"p\":" + quoted(event("a")) + "}");
        assertInner(EnvelopeHarness.of(Kind.CLOUDEVENTS), "{\"data\":" + event("a") + "}");
        assertInner(EnvelopeHarness.of(Kind.NONE), "{\"specversion\":\"1.0\",\"data\":" + event("a") + "}");
        assertInner(EnvelopeHarness.of(Kind.NONE), event("a"));
        EventBytes packed = new EventBytes(EnvelopeHarness.of(Kind.NONE).gzip().config());
        assertThat(new String(packed.of(EnvelopeHarness.gzip(event("a"))), StandardCharsets.UTF_8))
                .isEqualTo(event("a"));
        byte[] broken = "{\"p\":".getBytes(StandardCharsets.UTF_8);
        assertThat(new EventBytes(EnvelopeHarness.payloadIn("p").config()).of(broken))
                .isSameAs(broken);
    }

    private static void assertInner(EnvelopeHarness harness, String value) {
        byte[] inner = new EventBytes(harness.config()).of(value.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(inner, StandardCharsets.UTF_8)).isEqualTo(event("a"));
    }
}
