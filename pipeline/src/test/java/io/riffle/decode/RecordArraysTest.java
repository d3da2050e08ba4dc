package io.riffle.decode;

import static io.riffle.decode.EnvelopeHarness.event;
import static io.riffle.decode.EnvelopeHarness.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.config.event.EnvelopeConfig.Kind;
import io.riffle.deadletter.Rejection;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.FrameRow;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Each event of an array becomes a row that reads like a record of its own. */
class RecordArraysTest {
    private static FrameRow row(String value) {
        return row(value.getBytes(StandardCharsets.UTF_8));
    }

    private static FrameRow row(byte[] value) {
        return DecodeHarness.row(value, DecodeHarness.NOW, new RecordHeaders());
    }

    private static List<String> values(EnvelopeHarness harness, FrameRow row) {
        return new RecordArrays(harness.config())
                .of(row).stream()
                        .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                        .toList();
    }

    private static EnvelopeHarness split() {
        return EnvelopeHarness.of(Kind.NONE).split();
    }

    @Test
    void of_givesTheVeryBytesOfEachElement_underItsIndex() {
        String odd = "{\"id\":\"ä\\u0041\" , \"n\": 1.10}";
        FrameRow record = row(" [ " + odd + ",\n" + event("b") + " ,7, \"x\" ,null,[1] ]\n");
        List<FrameRow> rows = new RecordArrays(split().config()).of(record);
        assertThat(values(split(), record)).containsExactly(odd, event("b"), "7", "\"x\"", "null", "[1]");
        assertThat(rows).extracting(each -> each.position().element()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(rows).allSatisfy(each -> {
            assertThat(each.position().offset()).isEqualTo(record.position().offset());
            assertThat(each.timestamp()).isEqualTo(record.timestamp());
        });
    }

    @Test
    void of_leavesEverythingElseAsItIs() {
        RecordArrays arrays = new RecordArrays(split().config());
        for (String whole : new String[] {event("a"), "[]", " [ ] ", "[{}", "[{}] x", "[{},]", "x", "[\0"}) {
            FrameRow record = row(whole);
            assertThat(arrays.of(record)).as(whole).containsExactly(record);
        }
        FrameRow element = row("[1,2]").withElement(3, "[1,2]".getBytes(StandardCharsets.UTF_8));
        assertThat(arrays.of(element)).containsExactly(element);
        FrameRow array = row("[" + event("a") + "]");
        assertThat(new RecordArrays(EnvelopeHarness.of(Kind.NONE).config()).of(array))
                .containsExactly(array);
    }

    @Test
    void of_looksIntoPackedValues() {
        byte[] packed = EnvelopeHarness.gzip("[" + event("a") + "," + event("b") + "]");
        assertThat(values(split().gzip(), row(packed))).containsExactly(event("a"), event("b"));
    }

    /** A row can be written to another topic, or back to this one, and is found under the same path. */
    @Test
    void of_looksUnderThePayload_andPutsThePathAroundEachEventAgain() {
        EnvelopeHarness batch = split().in("batch.\"events\"");
        String array = "[" + event("a") + ", " + event("b") + "]";
        String name = "\\\"events\\\"";
        for (String payload : new String[] {array, quoted(array)}) {
            FrameRow record = row("{\"x\":1,\"batch\":{\"" + name + "\":" + payload + ",\"y\":2}}");
            assertThat(values(batch, record))
                    .containsExactly(
                            "{\"batch\":{\"" + name + "\":" + event("a") + "}}",
                            "{\"batch\":{\"" + name + "\":" + event("b") + "}}");
            DecodeHarness harness = batch.open();
            new RecordArrays(batch.config())
                    .of(record)
                    .forEach(each -> assertThat(harness.decode(each)).isEmpty());
            assertThat(harness.frame.size()).isEqualTo(2);
        }
        assertThat(values(split().in("$"), row(quoted(array)))).containsExactly(event("a"), event("b"));
    }

    @Test
    void elements_mayHaveEnvelopes() {
        DecodeHarness harness = EnvelopeHarness.of(Kind.CONNECT).split().open();
        FrameRow record = row("[{\"payload\":" + event("a") + "},{\"payload\":null}]");
        List<FrameRow> rows =
                new RecordArrays(EnvelopeHarness.of(Kind.CONNECT).split().config()).of(record);
        assertThat(harness.decode(rows.get(0))).isEmpty();
        assertThat(harness.frame.eventId(0)).isEqualTo("a");
        assertThat(harness.decode(rows.get(1))).isEmpty();
        assertThat(harness.skipped).isEqualTo(SkipReason.TOMBSTONE);
    }

    @Test
    void decode_saysWhatIsWrongWithAnArray() {
        DecodeHarness harness = split().open();
        assertThat(harness.decode("[]")).isEmpty();
        assertThat(harness.skipped).isEqualTo(SkipReason.NO_EVENT);
        assertThat(harness.decode("[{}").orElseThrow().reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(harness.decode("[{}] x").orElseThrow().reason()).isEqualTo(DeadLetterReason.MALFORMED);
        Rejection many = new DecodeHarness(split().config())
                .decode("[" + "7,".repeat(RecordArrays.MOST_EVENTS) + "7]")
                .orElseThrow();
        assertThat(many.reason()).isEqualTo(DeadLetterReason.OUT_OF_RANGE);
        Optional<Rejection> nested =
                harness.decode(row("[[1]]").withElement(0, "[1]".getBytes(StandardCharsets.UTF_8)));
        assertThat(nested.orElseThrow().message()).isEqualTo("the value must be one JSON object: was an array");
        DecodeHarness inside = split().in("p").open();
        assertThat(inside.decode("{\"p\":[]}")).isEmpty();
        assertThat(inside.skipped).isEqualTo(SkipReason.NO_EVENT);
    }
}
