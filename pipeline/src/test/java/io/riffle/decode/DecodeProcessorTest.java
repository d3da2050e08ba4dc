package io.riffle.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.config.event.EventConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.EventFrame;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.MetricCalls;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.TopicSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Both processors of the stage, alone and one after the other. */
class DecodeProcessorTest {
    private static final long NOW = DecodeHarness.NOW;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCORE = "score";
    private static final String DEAD = "dead-letters";
    private static final String REPARTITION = "repartition";

    private final MetricCalls calls = new MetricCalls();
    private final AtomicLong nanoseconds = new AtomicLong();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private final MockProcessorContext<byte[], Object> repartitionContext = new MockProcessorContext<>();
    private final DecodeStage stage = stage(EventConfigs.payments());

    private DecodeStage stage(EventConfig config) {
        return new DecodeStage(
                config,
                EventFormats.alone(config),
                EventConfigs.schema(config),
                256,
                calls.metrics(),
                new DeadLetters(calls.metrics(), config.maxBytes(), RecordLimit.USUAL, RecordDates.AS_READ),
                RecordDates.AS_READ,
                () -> nanoseconds.getAndAdd(500));
    }

    private static FrameRow row(long offset, String key, String value) {
        Headers headers = new RecordHeaders();
        headers.add("traceparent", ("trace-" + offset).getBytes(StandardCharsets.UTF_8));
        return FrameRow.of(new SourcePosition("pay/ments", 3, offset), NOW + offset, bytes(key), bytes(value), headers);
    }

    private static String event(String id, String card, String category) {
        return "{\"event_id\":\"" + id + "\",\"card_id\":\"" + card + "\",\"event_time\":" + NOW
                + ",\"amount\":1,\"category\":\"" + category + "\"}";
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private EventFrame decode(DecodeProcessor processor, Frame frame) {
        processor.init(context);
        processor.process(new Record<>(null, frame, NOW));
        List<? extends CapturedForward<?, ?>> forwards = context.forwarded(SCORE);
        assertThat(forwards).hasSize(1);
        return (EventFrame) forwards.get(0).record().value();
    }

    @Test
    void process_forwardsGoodRowsTogether_andBadOnesAsDeadLetters() {
        Frame frame = Frame.of(List.of(
                row(7, null, event("e7", "c1", "fuel")),
                row(8, "k", "{broken"),
                row(9, null, event("e9", "c2", "boats")),
                row(10, null, event("", "c2", "fuel"))));
        EventFrame events = decode(DecodeProcessor.ofEvents(stage, SCORE, DEAD), frame);
        assertThat(events.size()).isEqualTo(2);
        assertThat(events.row(1).position()).isEqualTo(new SourcePosition("pay/ments", 3, 9));
        assertThat(events.warnings(0)).isEmpty();
        assertThat(events.warnings(1)).containsExactly("unknown_category:category");
        assertThat(context.forwarded(DEAD)).hasSize(2);
        Record<? extends byte[], ?> letter = context.forwarded(DEAD).get(0).record();
        assertThat(text(letter.key())).isEqualTo("k");
        assertThat(text((byte[]) letter.value())).isEqualTo("{broken");
        assertThat(letter.timestamp()).isEqualTo(NOW + 8);
        assertThat(text(letter.headers().lastHeader("riffle.reason").value())).isEqualTo("malformed");
        assertThat(text(letter.headers().lastHeader("__streams.errors.offset").value()))
                .isEqualTo("8");
        assertThat(text(letter.headers().lastHeader("traceparent").value())).isEqualTo("trace-8");
        assertThat(calls.calls())
                .containsExactly(
                        "received[4]",
                        "frame[4]",
                        "deadLettered[DECODE, MALFORMED, 1]",
                        "deadLettered[DECODE, MISSING_FIELD, 1]",
                        "warned[UNKNOWN_CATEGORY, 1]",
                        "stage[DECODE, 500]");
    }

    @Test
    void process_forwardsNoFrame_whenEveryRowIsRefused() {
        DecodeProcessor processor = DecodeProcessor.ofEvents(stage, SCORE, DEAD);
        processor.init(context);
        processor.process(new Record<>(null, Frame.of(List.of(row(1, null, "x"))), NOW));
        assertThat(context.forwarded(SCORE)).isEmpty();
        assertThat(context.forwarded(DEAD)).hasSize(1);
    }

    /** The event frame is reused and may have to grow; nothing of the frame before may be seen. */
    @Test
    void process_startsEachFrameEmpty_whenFramesFollowEachOther() {
        DecodeProcessor processor = DecodeProcessor.ofEvents(stage, SCORE, DEAD);
        List<FrameRow> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(row(i, null, event("e" + i, "c" + i, "boats")));
        }
        assertThat(decode(processor, Frame.of(many)).entity(999)).isEqualTo("c999");
        context.resetForwards();
        EventFrame events = decode(processor, Frame.of(List.of(row(1_000, null, event("e", "c", "fuel")))));
        assertThat(events.size()).isEqualTo(1);
        assertThat(events.warnings(0)).isEmpty();
    }

    @Test
    void repartition_writesOriginalBytesUnderTheEntity_andKeepsTimestampAndHeaders() {
        String event = event("e7", "cärd", "fuel");
        repartition(Frame.of(List.of(row(7, "other", event), row(8, "k", "[]"))));
        assertThat(repartitionContext.forwarded(REPARTITION)).hasSize(1);
        Record<? extends byte[], ?> record =
                repartitionContext.forwarded(REPARTITION).get(0).record();
        assertThat(text(record.key())).isEqualTo("cärd");
        assertThat(text((byte[]) record.value())).isEqualTo(event);
        assertThat(record.timestamp()).isEqualTo(NOW + 7);
        assertThat(text(record.headers().lastHeader("traceparent").value())).isEqualTo("trace-7");
        assertThat(text(record.headers().lastHeader("riffle.source").value())).isEqualTo("pay/ments/3/7");
        assertThat(repartitionContext.forwarded(DEAD)).hasSize(1);
        assertThat(calls.calls())
                .containsExactly("received[2]", "deadLettered[DECODE, MALFORMED, 1]", "stage[DECODE, 500]");
    }

    @Test
    void process_writesDeadLetterHeaders_thatFollowTheirSchema() {
        DecodeProcessor processor = DecodeProcessor.ofEvents(stage, SCORE, DEAD);
        processor.init(context);
        processor.process(new Record<>(null, Frame.of(List.of(row(8, null, "{\u0001"))), NOW));
        ObjectNode headers = JSON.createObjectNode();
        context.forwarded(DEAD).get(0).record().headers().forEach(h -> headers.put(h.key(), text(h.value())));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(TopicSchema.DEAD_LETTER.json())
                        .validate(headers))
                .isEmpty();
        DeadLetter letter = JSON.convertValue(headers, DeadLetter.class);
        assertThat(letter.topic()).isEqualTo("pay/ments");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(8);
        assertThat(letter.stage()).isEqualTo("decode");
        assertThat(letter.reason()).isEqualTo("malformed");
        assertThat(letter.message()).startsWith("the value must be one JSON object: ");
    }

    /** Received and refused are counted once; the second look restores where the event came from. */
    @Test
    void process_restoresTheOriginalPosition_afterTheRepartitionTopic() {
        repartition(Frame.of(List.of(row(7, "other", event("e7", "c1", "fuel")), row(8, "k", "[]"))));
        Record<? extends byte[], ?> written =
                repartitionContext.forwarded(REPARTITION).get(0).record();
        calls.calls().clear();
        FrameRow read = FrameRow.of(
                new SourcePosition("internal", 0, 99),
                written.timestamp(),
                written.key(),
                (byte[]) written.value(),
                written.headers());
        EventFrame events = decode(DecodeProcessor.ofRepartitioned(stage, SCORE, DEAD), Frame.of(List.of(read)));
        assertThat(events.row(0).position()).isEqualTo(new SourcePosition("pay/ments", 3, 7));
        assertThat(events.row(0).header("riffle.source")).isNull();
        assertThat(text(events.row(0).header("traceparent"))).isEqualTo("trace-7");
        assertThat(calls.calls()).containsExactly("frame[1]", "stage[DECODE, 500]");
    }

    @Test
    void process_keepsTheTopicsOwnPosition_whenTheSourceHeaderSaysNothing() {
        for (String header : List.of("", "a", "a/b/c", "/1/2", "a/1/", "a/1/99999999999999999999")) {
            context.resetForwards();
            FrameRow row = row(5, null, event("e", "c", "fuel")).withHeader("riffle.source", bytes(header));
            EventFrame events = decode(DecodeProcessor.ofRepartitioned(stage, SCORE, DEAD), Frame.of(List.of(row)));
            assertThat(events.row(0).position()).isEqualTo(row.position());
        }
    }

    private void repartition(Frame frame) {
        RepartitionProcessor processor = new RepartitionProcessor(
                stage, RecordLimit.USUAL, new RepartitionOutputs(REPARTITION, DEAD, Optional.empty()));
        processor.init(repartitionContext);
        processor.process(new Record<>(null, frame, NOW));
    }
}
