package io.riffle.decode;

import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decodes the rows of a frame: accepted ones go on together as an {@link EventFrame} (which is reused: it must not be
 * kept), refused ones one by one to the dead letters. A frame without an accepted row goes nowhere.
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
    private final EventFrame events;
    private final WarningCounts warnings = new WarningCounts();

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
        long start = stage.nanoClock().getAsLong();
        Frame frame = Frame.of(record, context().recordMetadata());
        if (counting) {
            metrics.received(frame.rows().size());
        }
        metrics.frame(frame.rows().size());
        events.clear(frame.rows().size());
        for (FrameRow row : frame.rows()) {
            decode(origin.apply(row));
        }
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

    private void decode(FrameRow row) {
        Optional<Rejection> rejection = decoder.decode(row, events, warnings);
        if (rejection.isPresent()) {
            context().forward(deadLetters.record(row, rejection.get()), deadLetterSink);
        }
    }
}
