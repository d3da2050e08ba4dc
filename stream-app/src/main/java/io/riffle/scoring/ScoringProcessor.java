package io.riffle.scoring;

import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Scores each frame and passes it on; rows that could not be scored become dead letters. Asks for the models once per
 * frame, so that a deployment takes over between two frames. Where there are several variants, the rows of each are a
 * frame of their own, scored by one version.
 */
public final class ScoringProcessor implements Processor<byte @Nullable [], EventFrame, byte @Nullable [], Object> {
    /** A task without events must not keep a replaced version in memory. */
    private static final Duration TIDY = Duration.ofSeconds(5);

    private final ModelSource models;
    private final String next;
    private final String deadLetterSink;
    private final DeadLetters deadLetters;
    private final ScoringMetrics metrics;
    private final FeatureMetrics featureMetrics;
    private final LongSupplier nanoClock;
    private final OpenRuns runs;
    private final FrameSplitter splitter = new FrameSplitter();
    private @Nullable ProcessorContext<byte @Nullable [], Object> context;

    /**
     * @param next the child that gets the scored frames
     * @param deadLetterSink the child that gets dead letters
     */
    public ScoringProcessor(
            ModelSource models,
            String next,
            String deadLetterSink,
            DeadLetters deadLetters,
            ScoringMetrics metrics,
            ModelMetrics modelMetrics,
            FeatureMetrics featureMetrics,
            LongSupplier nanoClock) {
        this.models = models;
        this.next = next;
        this.deadLetterSink = deadLetterSink;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.featureMetrics = featureMetrics;
        this.nanoClock = nanoClock;
        runs = new OpenRuns(modelMetrics);
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> context) {
        this.context = context;
        context.schedule(TIDY, PunctuationType.WALL_CLOCK_TIME, now -> tidy());
    }

    private void tidy() {
        try (ActiveModels active = models.acquire()) {
            runs.retain(active);
        }
    }

    @Override
    public void process(Record<byte @Nullable [], EventFrame> record) {
        EventFrame events = record.value();
        if (events.size() == 0) {
            return;
        }
        try (ActiveModels active = models.acquire()) {
            if (active.lanes().size() == 1) {
                answer(record, events, active.lanes().get(0));
                return;
            }
            for (FrameSplitter.Part part : splitter.split(events, active.routing())) {
                answer(record, part.rows(), active.lanes().get(part.lane()));
            }
        }
    }

    private void answer(Record<byte @Nullable [], EventFrame> record, EventFrame events, ActiveModels.Lane lane) {
        long start = nanoClock.getAsLong();
        OpenRuns.Opened opened = runs.of(lane, events.size());
        ScoreResult result = opened.run().score(events.features(), events.size());
        opened.run().takeOdd(featureMetrics::odd);
        long took = nanoClock.getAsLong() - start;
        opened.metrics().batch(events.size(), result.failures().size(), took);
        metrics.stage(Stage.SCORE, took);
        List<Record<byte @Nullable [], byte @Nullable []>> refused = refused(events, result.failures());
        drop(events, result);
        opened.metrics().scores(result.scores(), events.size());
        refused.forEach(letter -> forward(letter, deadLetterSink));
        if (events.size() > 0) {
            forward(record.withValue(scored(events, lane, result)), next);
        }
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

    private static ScoredFrame scored(EventFrame events, ActiveModels.Lane lane, ScoreResult result) {
        return new ScoredFrame(
                events,
                lane.scorer().model(),
                lane.scorer().version(),
                lane.variant(),
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
        runs.close();
    }
}
