package io.riffle.decode;

import io.riffle.deadletter.DeadLetters;
import io.riffle.decode.envelope.RecordArrays;
import io.riffle.frame.EventFrame;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decodes the rows of a frame: accepted ones go on together as an {@link EventFrame} (which is reused: it must not be
 * kept), refused ones one by one to the dead letters. A frame without an accepted row goes nowhere. Records that hold arrays
 * of events may become more than one frame.
 */
public final class DecodeProcessor extends ContextualProcessor<byte[], Frame, byte[], Object> {
    private static final int USUAL_ROWS = 256;

    private final DecodeStage stage;
    private final String next;
    private final String deadLetterSink;
    private final boolean counting;
    private final UnaryOperator<FrameRow> origin;
    private final ScoringMetrics metrics;
    private final DeadLetters deadLetters;
    private final EventDecoder decoder;
    private final RecordArrays arrays;
    private final EventFrame events;
    private final WarningCounts warnings = new WarningCounts();
    private int capacity;
    private long start;

    private DecodeProcessor(
            DecodeStage stage, String next, String deadLetterSink, boolean counting, UnaryOperator<FrameRow> origin) {
        this.stage = stage;
        this.next = next;
        this.deadLetterSink = deadLetterSink;
        this.counting = counting;
        this.origin = origin;
        metrics = stage.metrics();
        deadLetters = stage.deadLetters();
        decoder = new EventDecoder(stage.event(), stage.schema(), stage.formats());
        arrays = new RecordArrays(stage.event());
        events = new EventFrame(stage.schema(), USUAL_ROWS);
    }

    /** Reads the events topic itself, and counts its rows as received. */
    public static DecodeProcessor ofEvents(DecodeStage stage, String next, String deadLetterSink) {
        return new DecodeProcessor(stage, next, deadLetterSink, true, UnaryOperator.identity());
    }

    /** Reads what a {@link RepartitionProcessor} wrote (and has counted), under its original positions. */
    public static DecodeProcessor ofRepartitioned(DecodeStage stage, String next, String deadLetterSink) {
        return new DecodeProcessor(stage, next, deadLetterSink, false, SourceHeader::restore);
    }

    @Override
    public void process(Record<byte[], Frame> record) {
        Frame frame = Frame.of(record, context().recordMetadata());
        int rows = frame.rows().size();
        if (counting) {
            metrics.received(rows);
        }
        metrics.frame(rows);
        capacity = stage.event().envelope().splits() ? Math.max(rows, stage.frameRows()) : rows;
        begin();
        for (FrameRow each : frame.rows()) {
            FrameRow row = origin.apply(each);
            if (arrays.mayHold(row)) {
                decodeEach(arrays.of(row), record);
            } else {
                decode(row, record);
            }
        }
        finish(record);
    }

    private void begin() {
        start = stage.nanoClock().getAsLong();
        events.clear(capacity);
    }

    /** The events of one record, which was received as one. */
    private void decodeEach(List<FrameRow> rows, Record<byte[], Frame> record) {
        if (counting && rows.size() > 1) {
            metrics.received(rows.size() - 1);
        }
        for (FrameRow row : rows) {
            decode(row, record);
        }
    }

    /** A frame that is full goes on first: arrays may hold more events than a frame does. */
    private void decode(FrameRow row, Record<byte[], Frame> record) {
        if (events.size() == capacity) {
            finish(record);
            begin();
        }
        Decoded decoded = decoder.decode(row, events, warnings);
        if (decoded instanceof Decoded.Refused refused) {
            context().forward(deadLetters.record(row, refused.why()), deadLetterSink);
        } else if (decoded instanceof Decoded.Skipped skipped) {
            metrics.skipped(skipped.reason(), 1);
        }
    }

    private void finish(Record<byte[], Frame> record) {
        warnings.publish(metrics);
        publishSlowRows();
        events.date(stage.dates());
        metrics.stage(Stage.DECODE, stage.nanoClock().getAsLong() - start);
        if (events.size() > 0) {
            context().forward(record.withValue(events), next);
        }
    }

    private void publishSlowRows() {
        int slowRows = decoder.takeSlowRows();
        if (slowRows > 0) {
            metrics.decodedSlowly(slowRows);
        }
    }
}
