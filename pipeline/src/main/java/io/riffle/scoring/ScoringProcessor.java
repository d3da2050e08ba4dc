package io.riffle.scoring;

import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Stage;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Scores each frame and passes it on; rows that could not be scored become dead letters. Asks for the models once per
 * frame, so that a deployment takes over between two frames. Where there are several variants, the rows of each are a
 * frame of their own, scored by one version.
 */
public final class ScoringProcessor
        extends ContextualProcessor<byte @Nullable [], EventFrame, byte @Nullable [], Object> {
    /** A task without events must not keep a replaced version in memory. */
    private static final Duration TIDY = Duration.ofSeconds(5);

    private final ModelPorts models;
    private final ScoringOutputs outputs;
    private final DeadLetters deadLetters;
    private final ScoringMetrics metrics;
    private final FeatureMetrics featureMetrics;
    private final LongSupplier nanoClock;
    private final OpenRuns runs;
    private final ShadowScoring shadows;
    private final FrameSplitter splitter = new FrameSplitter();
    private final RunBudgets budgets;
    private @Nullable CommitCount commits;

    public ScoringProcessor(
            ModelPorts models,
            ScoringOutputs outputs,
            DeadLetters deadLetters,
            ScoringMetrics metrics,
            FeatureMetrics featureMetrics,
            RunBudgets budgets,
            LongSupplier nanoClock) {
        this.models = models;
        this.outputs = outputs;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.featureMetrics = featureMetrics;
        this.budgets = budgets;
        this.nanoClock = nanoClock;
        runs = new OpenRuns(models.metrics());
        shadows = new ShadowScoring(runs, models.metrics(), nanoClock);
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> context) {
        super.init(context);
        commits = budgets.bounded() ? new CommitCount(context.metrics().metrics()) : null;
        context.schedule(TIDY, PunctuationType.WALL_CLOCK_TIME, now -> tidy());
    }

    private void tidy() {
        try (ActiveModels active = models.source().acquire()) {
            runs.retain(active);
        }
    }

    @Override
    public void process(Record<byte @Nullable [], EventFrame> record) {
        EventFrame events = record.value();
        if (events.size() == 0) {
            return;
        }
        try (ActiveModels active = models.source().acquire()) {
            runs.retain(active);
            if (active.lanes().size() == 1) {
                answer(record, events, active, active.lanes().get(0));
            } else {
                for (FrameSplitter.Part part : splitter.split(events, active.routing())) {
                    answer(record, part.rows(), active, active.lanes().get(part.lane()));
                }
            }
        }
        if (commits != null && budgets.ofThread().wantsCommit()) {
            context().commit();
        }
    }

    private void answer(
            Record<byte @Nullable [], EventFrame> record,
            EventFrame events,
            ActiveModels active,
            ActiveModels.Lane lane) {
        CanaryWatch.Run run = run(events, lane);
        ScoreResult result = run.result();
        OpenRuns.Opened opened = runs.of(lane, events.size());
        opened.run().takeOdd(featureMetrics::odd);
        opened.metrics().batch(events.size(), result.failures().size(), run.nanoseconds());
        metrics.stage(Stage.SCORE, run.nanoseconds());
        if (active.watched(lane)) {
            compareWithChampion(events, active, run);
        }
        List<Record<byte @Nullable [], byte @Nullable []>> refused = refused(events, result.failures());
        ScoredFrame scored = scored(events, lane, result);
        drop(scored, result);
        opened.metrics().scores(result.scores(), events.size());
        refused.forEach(letter -> context().forward(letter, outputs.deadLetters()));
        if (events.size() > 0) {
            context().forward(record.withValue(scored), outputs.next());
            compareWithShadows(record, events, active, lane, result);
        }
    }

    private void compareWithChampion(EventFrame events, ActiveModels active, CanaryWatch.Run canary) {
        ActiveModels.Lane lane = active.lanes().get(0);
        CanaryWatch.Run champion = run(events, lane);
        // The rows' odd values are the canary's, which answers.
        runs.of(lane, events.size()).run().takeOdd((feature, kind, rows) -> {});
        models.canary().compared(active.deployment(), events, canary, champion);
    }

    private CanaryWatch.Run run(EventFrame events, ActiveModels.Lane lane) {
        Scorer.Run run = runs.of(lane, events.size()).run();
        long start = nanoClock.getAsLong();
        ScoreResult result = commits == null
                ? run.score(events.features(), events.size())
                : run.score(events.features(), events.size(), budgets.ofThread().next(commits.get()));
        long took = nanoClock.getAsLong() - start;
        budgets.ofThread().spend(took);
        return new CanaryWatch.Run(result, took);
    }

    /** After the answers are on their way. */
    private void compareWithShadows(
            Record<byte @Nullable [], EventFrame> record,
            EventFrame events,
            ActiveModels active,
            ActiveModels.Lane lane,
            ScoreResult result) {
        if (outputs.shadows().isEmpty()) {
            return;
        }
        long start = commits == null ? 0 : nanoClock.getAsLong();
        String node = outputs.shadows().get();
        for (int shadow = 0; shadow < active.shadows().size(); shadow++) {
            shadows.score(active, shadow, events, lane, result.scores())
                    .ifPresent(frame -> context().forward(record.withValue(frame), node));
        }
        if (commits != null) {
            budgets.ofThread().spend(nanoClock.getAsLong() - start);
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
    private static void drop(ScoredFrame scored, ScoreResult result) {
        if (result.failures().isEmpty()) {
            return;
        }
        BitSet kept = new BitSet();
        kept.set(0, scored.events().size());
        result.failures().keySet().forEach(kept::clear);
        scored.retain(kept);
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

    @Override
    public void close() {
        runs.close();
    }
}
