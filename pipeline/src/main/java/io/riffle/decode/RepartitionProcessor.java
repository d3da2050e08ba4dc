package io.riffle.decode;

import io.riffle.deadletter.DeadLetters;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.EventFrame;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ReachedTime;
import io.riffle.frame.RecordLimit;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the valid events of a topic that is not keyed by entity through a topic that is: original bytes, timestamp and
 * headers, the entity as key. Each event of an array goes by itself. Events are decoded completely here although only the entity is needed, so that a bad one
 * becomes a dead letter before it is written again, with its original key.
 */
public final class RepartitionProcessor extends ContextualProcessor<byte[], Frame, byte[], Object> {
    private static final int USUAL_ROWS = 256;
    /** Of the header that names the source, beside its value. */
    private static final int SOURCE_BYTES = 32;

    private final DecodeStage stage;
    private final RecordLimit limit;
    private final RepartitionOutputs outputs;
    private final ScoringMetrics metrics;
    private final DeadLetters deadLetters;
    private final EventDecoder decoder;
    private final RecordArrays arrays;
    private final EventFrame events;
    /** The processor after the topic sees the same warnings and counts them. */
    private final WarningCounts uncounted = new WarningCounts();
    /** Of the events at hand those whose time has been told. */
    private int told;

    private long reached;

    private int capacity;

    /**
     * One per task.
     *
     * @param limit of the topic between
     */
    public RepartitionProcessor(DecodeStage stage, RecordLimit limit, RepartitionOutputs outputs) {
        this.stage = stage;
        this.limit = limit;
        this.outputs = outputs;
        metrics = stage.metrics();
        deadLetters = stage.deadLetters();
        decoder = new EventDecoder(stage.event(), stage.schema(), stage.formats());
        arrays = new RecordArrays(stage.event());
        events = new EventFrame(stage.schema(), USUAL_ROWS);
    }

    @Override
    public void process(Record<byte[], Frame> record) {
        long start = stage.nanoClock().getAsLong();
        Frame frame = Frame.of(record, context().recordMetadata());
        metrics.received(frame.rows().size());
        uncounted.clear();
        capacity = stage.event().envelope().splits()
                ? stage.frameRows()
                : frame.rows().size();
        clear();
        reached = Long.MIN_VALUE;
        for (FrameRow row : frame.rows()) {
            if (arrays.mayHold(row)) {
                decodeEach(arrays.of(row), record);
            } else {
                decode(row, record);
            }
        }
        send(record);
        metrics.stage(Stage.DECODE, stage.nanoClock().getAsLong() - start);
    }

    /** The events of one record, which was received as one. */
    private void decodeEach(List<FrameRow> rows, Record<byte[], Frame> record) {
        if (rows.size() > 1) {
            metrics.received(rows.size() - 1);
        }
        for (FrameRow row : rows) {
            decode(row, record);
        }
    }

    private void decode(FrameRow row, Record<byte[], Frame> record) {
        if (events.size() == capacity) {
            send(record);
            clear();
        }
        Decoded decoded = decoder.decode(row, events, uncounted);
        if (decoded instanceof Decoded.Refused refused) {
            tellReached(record);
            context().forward(deadLetters.record(row, refused.why()), outputs.deadLetters());
        } else if (decoded instanceof Decoded.Skipped skipped) {
            metrics.skipped(skipped.reason(), 1);
        }
    }

    private void clear() {
        events.clear(capacity);
        told = 0;
    }

    private void send(Record<byte[], Frame> record) {
        events.date(stage.dates());
        for (int row = 0; row < events.size(); row++) {
            context().forward(repartitioned(events.row(row), events.entity(row)), outputs.events());
        }
        tellReached(record);
    }

    /** At the end of a frame, and before each dead letter: it counts where the events before it have brought the time. */
    private void tellReached(Record<byte[], Frame> record) {
        if (told == events.size() || outputs.reached().isEmpty()) {
            return;
        }
        events.date(stage.dates());
        for (; told < events.size(); told++) {
            reached = Math.max(reached, events.reachedTime(told));
        }
        context()
                .forward(
                        record.withValue(new ReachedTime(reached)),
                        outputs.reached().get());
    }

    /** What is too large of the headers is left behind; key and value always fit. */
    private Record<byte[], byte[]> repartitioned(FrameRow row, String entity) {
        byte[] key = entity.getBytes(StandardCharsets.UTF_8);
        byte[] value = Objects.requireNonNull(row.value(), "an accepted event has a value");
        byte[] source = SourceHeader.encode(row.position());
        Headers original = row.headers().remove(SourceHeader.NAME);
        Headers headers = RecordLimit.fitting(original, limit.room(key, value) - SOURCE_BYTES - source.length);
        headers.add(SourceHeader.NAME, source);
        return new Record<>(key, value, row.timestamp(), headers);
    }
}
