package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.FrameRow;
import io.riffle.frame.SourcePosition;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a record the parts of an event are. */
class PlacesTest {
    private static final SourcePosition POSITION = new SourcePosition("orders", 3, 11);

    private static FrameRow row(String key, String value, Headers headers) {
        return FrameRow.of(POSITION, DecodeHarness.NOW, key == null ? null : bytes(key), bytes(value), headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DecodeHarness harness(String event) {
        return new DecodeHarness(DeclaredEvents.of(event));
    }

    private static DecodeHarness nested() {
        return harness("""
                id: order.id
                entity: order.customer.id
                time: {field: order.at}
                fields:
                  card.device.os: {type: category, as: os}
                  card.amount: {type: number, required: true}
                  "items[1].price": {type: number}
                  "'weird. name'.x": {type: number, as: x}
                """);
    }

    @Test
    void decode_followsPaths_andSharesTheirObjects() {
        DecodeHarness nested = nested();
        String event = "{\"order\":{\"at\":1736121600000,\"customer\":{\"id\":17},\"id\":\"o1\",\"more\":[{}]},"
                + "\"card\":{\"device\":{\"os\":\"ios\",\"id\":{}},\"amount\":5},\"items\":[{\"price\":1},{\"price\":2},3],"
                + "\"weird. name\":{\"x\":7}}";
        assertThat(nested.decode(event)).isEmpty();
        assertThat(nested.frame.eventId(0)).isEqualTo("o1");
        assertThat(nested.frame.entity(0)).isEqualTo("17");
        assertThat(nested.frame.eventTime(0)).isEqualTo(1736121600000L);
        assertThat(nested.text("os", 0)).isEqualTo("ios");
        assertThat(nested.number("card_amount", 0)).isEqualTo(5);
        assertThat(nested.number("items_1_price", 0)).isEqualTo(2);
        assertThat(nested.number("x", 0)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"card\":{\"amount\":1}",
                "\"card\":{\"amount\":1,\"device\":null}",
                "\"card\":{\"amount\":1,\"device\":{}},\"items\":null",
                "\"card\":{\"amount\":1},\"items\":[]",
                "\"card\":{\"amount\":1},\"items\":[{\"price\":1}]",
                "\"card\":{\"amount\":1},\"items\":[1,{}],\"weird. name\":{}"
            })
    void decode_leavesFieldsMissing_whoseObjectsAreMissing(String members) {
        DecodeHarness nested = nested();
        assertThat(nested.decode(event(members))).isEmpty();
        assertThat(nested.text("os", 0)).isNull();
        assertThat(nested.number("items_1_price", 0)).isNaN();
        assertThat(nested.number("x", 0)).isNaN();
    }

    private static String event(String members) {
        return "{\"order\":{\"at\":1736121600000,\"customer\":{\"id\":\"c\"},\"id\":\"o\"}," + members + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"card\":5 | WRONG_TYPE | card must be an object: was 5",
                "\"card\":[{\"amount\":1}] | WRONG_TYPE | card must be an object: was an array (declare which element: card[0])",
                "\"card\":null | MISSING_FIELD | card.amount must be present: was missing or null",
                "\"card\":{\"amount\":\"1\"} | WRONG_TYPE | card.amount must be a number: was '1' (declare `coerce: [text-numbers]`)",
                "\"card\":{\"amount\":1,\"device\":\"ios\"} | WRONG_TYPE | card.device must be an object: was 'ios'",
                "\"card\":{\"amount\":1},\"items\":{} | WRONG_TYPE | items must be an array: was an object (declare its path without brackets)",
                "\"card\":{\"amount\":1},\"items\":[1,2] | WRONG_TYPE | items[1] must be an object: was 2",
                "\"card\":{\"amount\":1},\"items\":[1,{\"price\":true}] | WRONG_TYPE | items[1].price must be a number: was true",
                "\"card\":{\"amount\":1},\"card\":{\"amount\":1} | MALFORMED | a key must occur once: 'card' occurs twice (`duplicate-keys: last` takes the last one)"
            })
    void decode_saysWhatStandsInTheWay(String members, DeadLetterReason reason, String message) {
        Rejection rejection = nested().decode(event(members)).orElseThrow();
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.message()).isEqualTo(message);
    }

    @Test
    void refusal_namesTheField_byItsName() {
        Rejection rejection = nested().decode(event("\"card\":{\"amount\":1,\"device\":{\"os\":5}}"))
                .orElseThrow();
        assertThat(rejection.field()).isEqualTo("os");
        assertThat(rejection.message()).startsWith("card.device.os must be text: was 5");
    }

    @Test
    void decode_takesTheKey_andThePosition() {
        DecodeHarness keyed = harness("""
                id: {from: position}
                entity: {from: key}
                partitioned-by-entity: true
                fields:
                  amount: {type: number}
                  card: {type: category, from: key}
                """);
        assertThat(keyed.decode(row("card-7", "{\"amount\":5}", new RecordHeaders())))
                .isEmpty();
        assertThat(keyed.frame.eventId(0)).isEqualTo("orders-3-11");
        assertThat(keyed.frame.entity(0)).isEqualTo("card-7");
        assertThat(keyed.text("card", 0)).isEqualTo("card-7");
        Rejection without =
                keyed.decode(row(null, "{\"amount\":5}", new RecordHeaders())).orElseThrow();
        assertThat(without.reason()).isEqualTo(DeadLetterReason.MISSING_FIELD);
        assertThat(without.message()).startsWith("the record key must be present: was missing or null");
        assertThat(keyed.decode(row("", "{\"amount\":5}", new RecordHeaders()))
                        .orElseThrow()
                        .message())
                .isEqualTo("the record key must not be empty: was ''");
    }

    /** A record is the same one behind the topic between. */
    @Test
    void position_staysTheSame_throughTheRepartitionTopic() {
        FrameRow between = FrameRow.of(
                        new SourcePosition("between", 0, 99), DecodeHarness.NOW, null, bytes("{}"), new RecordHeaders())
                .withHeader(SourceHeader.NAME, SourceHeader.encode(POSITION));
        assertThat(SourceHeader.restore(between).positionName()).isEqualTo("orders-3-11");
    }

    @Test
    void decode_looksIntoKeysOfJson() {
        DecodeHarness keyed = harness("""
                id: {from: key, path: order.id}
                entity: {from: key, path: card}
                fields:
                  amount: {type: number}
                  shop: {type: integer, from: key, path: order.shop, required: true}
                """);
        assertThat(keyed.decode(row(
                        "{\"card\":4532015112830366,\"order\":{\"id\":\"o1\",\"shop\":5}}",
                        "{\"amount\":5}",
                        new RecordHeaders())))
                .isEmpty();
        assertThat(keyed.frame.eventId(0)).isEqualTo("o1");
        assertThat(keyed.frame.entity(0)).isEqualTo("4532015112830366");
        assertThat(keyed.number("shop", 0)).isEqualTo(5);
        assertKey(keyed, "card-7", "the record key must be one JSON object: was 'card-7'");
        assertKey(keyed, "[1]", "the record key must be one JSON object: was an array");
        assertKey(
                keyed,
                "{\"card\":1,\"order\":{\"id\":1}} 5",
                "the record key must be one JSON object: was followed by 5");
        assertKey(
                keyed,
                "{\"card\":1,\"order\":{\"id\":1}}",
                "order.shop of the record key must be present: was missing");
        assertKey(
                keyed,
                "{\"card\":1,\"order\":{\"id\":1,\"shop\":\"5\"}}",
                "order.shop of the record key must be an integer: was '5'");
        assertKey(
                keyed,
                "{\"card\":1,\"order\":{\"shop\":5}}",
                "order.id of the record key must be present: was missing or null");
    }

    private static void assertKey(DecodeHarness harness, String key, String message) {
        Rejection rejection =
                harness.decode(row(key, "{\"amount\":5}", new RecordHeaders())).orElseThrow();
        assertThat(rejection.message()).startsWith(message);
    }

    /** A header is always text: to read a number from it is no leniency. */
    @Test
    void decode_takesHeaders() {
        DecodeHarness headers = harness("""
                id: {from: header, name: x-id}
                entity: {from: header, name: x-card}
                time: {from: header, name: x-time, unit: s}
                fields:
                  amount: {type: number}
                  x-channel: {type: category, from: header, as: channel}
                  shop: {type: integer, from: header, name: x-shop, required: true}
                  test: {type: boolean, from: header, name: x-test}
                """);
        RecordHeaders given = new RecordHeaders();
        given.add("x-id", bytes("i1"));
        given.add("x-card", bytes("c1"));
        given.add("x-time", bytes("1736121600.5"));
        given.add("x-channel", bytes("web"));
        given.add("x-shop", bytes("5"));
        given.add("x-test", bytes("true"));
        assertThat(headers.decode(row(null, "{\"amount\":5}", given))).isEmpty();
        assertThat(headers.frame.eventId(0)).isEqualTo("i1");
        assertThat(headers.frame.entity(0)).isEqualTo("c1");
        assertThat(headers.frame.eventTime(0)).isEqualTo(1736121600500L);
        assertThat(headers.text("channel", 0)).isEqualTo("web");
        assertThat(headers.number("shop", 0)).isEqualTo(5);
        assertThat(headers.number("test", 0)).isEqualTo(1);
        assertThat(headers.warnings.rows(QualityWarning.COERCED_FIELD)).isZero();
        assertThat(headers.decode(row(null, "{\"amount\":5}", given.remove("x-shop")))
                        .orElseThrow()
                        .message())
                .isEqualTo("the header x-shop must be present: was missing");
        given.add("x-shop", bytes("five"));
        Rejection wrong = headers.decode(row(null, "{\"amount\":5}", given)).orElseThrow();
        assertThat(wrong.message()).isEqualTo("the header x-shop must be an integer or its text: was 'five'");
        assertThat(wrong.field()).isEqualTo("shop");
    }

    /** Numbers as entities are the same as their text, so a key that says it fits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"17 | 17", "\"17\" | 17", "true | true", "9007199254740993 | 9007199254740993"})
    void decode_comparesTheKey_withTheTextOfTheEntity(String entity, String key) {
        DecodeHarness keyed = harness("""
                id: id
                entity: card
                partitioned-by-entity: true
                fields: {amount: {type: number}}
                """);
        String event = "{\"id\":1,\"card\":" + entity + ",\"amount\":5}";
        assertThat(keyed.decode(row(key, event, new RecordHeaders()))).isEmpty();
        assertThat(keyed.decode(row("18", event, new RecordHeaders()))
                        .orElseThrow()
                        .reason())
                .isEqualTo(DeadLetterReason.KEY_MISMATCH);
    }

    @Test
    void decode_comparesTheKey_withAnEntityFromAHeader() {
        DecodeHarness keyed = harness("""
                id: id
                entity: {from: header, name: card}
                partitioned-by-entity: true
                fields: {amount: {type: number}}
                """);
        RecordHeaders headers = new RecordHeaders();
        headers.add("card", bytes("c1"));
        assertThat(keyed.decode(row("c1", "{\"id\":1,\"amount\":5}", headers))).isEmpty();
        assertThat(keyed.decode(row("c2", "{\"id\":1,\"amount\":5}", headers))
                        .orElseThrow()
                        .reason())
                .isEqualTo(DeadLetterReason.KEY_MISMATCH);
    }

    /** The same for whoever must know the entity before it is decoded. */
    @Test
    void field_findsWhatTheDecoderReads() {
        for (String entity :
                new String[] {"17", "\"17\"", "true", "9007199254740993", "-0", "1e3", "1.5", "{}", "null", "\"\""}) {
            EventConfig config = DeclaredEvents.of(
                    "id: id\nentity: {path: 'user[1].id', type: any}\nfields: {amount: {type: number}}");
            DecodeHarness harness = new DecodeHarness(config);
            FrameRow row = row(
                    null, "{\"id\":1,\"user\":[{\"id\":0},{\"x\":[1],\"id\":" + entity + "}]}", new RecordHeaders());
            String found = new EventField(config.entity()).of(row).orElse("");
            assertThat(harness.decode(row).isEmpty()).as(entity).isEqualTo(!found.isEmpty());
            assertThat(harness.frame.size() == 0 ? "" : harness.frame.entity(0)).isEqualTo(found);
        }
    }
}
