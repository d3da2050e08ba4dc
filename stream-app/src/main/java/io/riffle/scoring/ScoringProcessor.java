package io.riffle.scoring;

import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Scores each frame with one model version and passes it on; rows that could not be scored become dead letters. Asks
 * for the scorer once per frame, so that a new version takes over between two frames.
 */
public final class ScoringProcessor implements Processor<byte @Nullable [], EventFrame, byte @Nullable [], Object> {
    private final Supplier<Scorer> scorers;
    private final String variant;
    private final String next;
    private final String deadLetterSink;
    private final DeadLetters deadLetters;
    private final ScoringMetrics metrics;
    private final LongSupplier nanoClock;
    private @Nullable ProcessorContext<byte @Nullable [], Object> context;
    private @Nullable Scorer scorer;
    private Scorer.@Nullable Run run;

    /**
     * @param next the child that gets the scored frame
     * @param deadLetterSink the child that gets dead letters
     */
    public ScoringProcessor(
            Supplier<Scorer> scorers,
            String variant,
            String next,
            String deadLetterSink,
            DeadLetters deadLetters,
            ScoringMetrics metrics,
            LongSupplier nanoClock) {
        this.scorers = scorers;
        this.variant = variant;
        this.next = next;
        this.deadLetterSink = deadLetterSink;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte @Nullable [], EventFrame> record) {
        EventFrame events = record.value();
        if (events.size() == 0) {
            return;
        }
        long start = nanoClock.getAsLong();
        Scorer current = scorers.get();
        ScoreResult result = runOf(current, events.size()).score(events.features(), events.size());
        List<Record<byte @Nullable [], byte @Nullable []>> refused = refused(events, result.failures());
        drop(events, result);
        metrics.stage(Stage.SCORE, nanoClock.getAsLong() - start);
        refused.forEach(letter -> forward(letter, deadLetterSink));
        if (events.size() > 0) {
            forward(record.withValue(scored(events, current, result)), next);
        }
    }

    private Scorer.Run runOf(Scorer current, int rows) {
        if (run != null && current == scorer) {
            return run;
        }
        Scorer.Run opened = current.open(rows);
        close();
        scorer = current;
        run = opened;
        return opened;
    }

    private List<Record<byte @Nullable [], byte @Nullable []>> refused(
            EventFrame events, Map<Integer, Rejection> failures) {
        return failures.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(failure -> letter(events.row(failure.getKey()), failure.getValue()))
                .toList();
    }

    private Record<byte @Nullable [], byte @Nullable []> letter(FrameRow row, Rejection rejection) {
        return deadLetters.record(row, rejection);
    }

    /** Nothing moves in the usual case that no row failed. */
    private static void drop(EventFrame events, ScoreResult result) {
        if (result.failures().isEmpty()) {
            return;
        }
        BitSet kept = new BitSet();
        kept.set(0, events.size());
        result.failures().keySet().forEach(kept::clear);
        result.retain(kept);
        events.retain(kept);
    }

    private ScoredFrame scored(EventFrame events, Scorer current, ScoreResult result) {
        return new ScoredFrame(
                events,
                current.model(),
                current.version(),
                variant,
                result.scores(),
                result.labels(),
                result.outputs());
    }

    private <V> void forward(Record<byte @Nullable [], V> record, String child) {
        if (context == null) {
            throw new IllegalStateException("init must come before process");
        }
        context.forward(record, child);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
        run = null;
        scorer = null;
    }
}
