package io.riffle.decode;

import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ReachedTime;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the valid events of a topic that is not keyed by entity through a topic that is: original bytes, timestamp and
 * headers, the entity as key. Events are decoded completely here although only the entity is needed, so that a bad one
 * becomes a dead letter before it is written again, with its original key.
 */
public final class RepartitionProcessor extends ContextualProcessor<byte[], Frame, byte[], Object> {
    private static final int USUAL_ROWS = 256;

    private final DecodeStage stage;
    private final RepartitionOutputs outputs;
    private final ScoringMetrics metrics;
    private final DeadLetters deadLetters;
    private final EventDecoder decoder;
    private final EventFrame events;
    /** The processor after the topic sees the same warnings and counts them. */
    private final WarningCounts uncounted = new WarningCounts();

    public RepartitionProcessor(DecodeStage stage, RepartitionOutputs outputs) {
        this.stage = stage;
        this.outputs = outputs;
        metrics = stage.metrics();
        deadLetters = new DeadLetters(metrics, stage.event().maxBytes());
        decoder = new EventDecoder(stage.event(), stage.schema());
        events = new EventFrame(stage.schema(), USUAL_ROWS);
    }

    @Override
    public void process(Record<byte[], Frame> record) {
        long start = stage.nanoClock().getAsLong();
        Frame frame = Frame.of(record, context().recordMetadata());
        metrics.received(frame.rows().size());
        events.clear(frame.rows().size());
        uncounted.clear();
        for (FrameRow row : frame.rows()) {
            Optional<Rejection> rejection = decoder.decode(row, events, uncounted);
            if (rejection.isPresent()) {
                context().forward(deadLetters.record(row, rejection.get()), outputs.deadLetters());
            }
        }
        for (int row = 0; row < events.size(); row++) {
            context().forward(repartitioned(events.row(row), events.entity(row)), outputs.events());
        }
        if (events.size() > 0) {
            ReachedTime reached = new ReachedTime(events.latestReachedTime());
            outputs.reached().ifPresent(child -> context().forward(record.withValue(reached), child));
        }
        metrics.stage(Stage.DECODE, stage.nanoClock().getAsLong() - start);
    }

    private static Record<byte[], byte[]> repartitioned(FrameRow row, String entity) {
        Headers headers = row.headers();
        headers.remove(SourceHeader.NAME);
        headers.add(SourceHeader.NAME, SourceHeader.encode(row.position()));
        byte[] value = Objects.requireNonNull(row.value(), "an accepted event has a value");
        return new Record<>(entity.getBytes(StandardCharsets.UTF_8), value, Math.max(0, row.timestamp()), headers);
    }
}
