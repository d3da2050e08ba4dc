package io.riffle.scoring;

import io.riffle.frame.EventFrame;
import io.riffle.frame.ShadowFrame;
import io.riffle.metrics.ModelMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows that are already answered with a shadow version. All shadows of a task together take at most a quarter of
 * its time over any longer while, whatever they do: beyond that frames are skipped, and counted. Not thread-safe.
 */
final class ShadowScoring {
    private static final double SHARE_OF_TIME = 0.25;

    private final OpenRuns runs;
    private final ModelMetrics metrics;
    private final LongSupplier nanoClock;
    private final TimeBudget budget = new TimeBudget(SHARE_OF_TIME);
    private @Nullable EventFrame selected;

    ShadowScoring(OpenRuns runs, ModelMetrics metrics, LongSupplier nanoClock) {
        this.runs = runs;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    /** The comparison of one shadow with what was answered; empty if no row is in its share, or its time is used up. */
    Optional<ShadowFrame> score(
            ActiveModels models, int shadow, EventFrame events, ActiveModels.Lane answered, double[] scores) {
        ActiveModels.Lane lane = models.shadows().get(shadow);
        double[] answers = new double[events.size()];
        EventFrame rows = select(models, shadow, events, scores, answers);
        if (rows.size() == 0) {
            return Optional.empty();
        }
        long start = nanoClock.getAsLong();
        if (!budget.allows(start)) {
            metrics.shadowSkipped(lane.scorer().version(), rows.size());
            return Optional.empty();
        }
        OpenRuns.Opened opened = runs.of(lane, rows.size());
        ScoreResult result = opened.run().score(rows.features(), rows.size());
        long took = nanoClock.getAsLong() - start;
        budget.spend(took);
        opened.metrics().batch(rows.size(), result.failures().size(), took);
        return Optional.of(frame(rows, lane, result, answered, answers));
    }

    private EventFrame select(ActiveModels models, int shadow, EventFrame events, double[] scores, double[] answers) {
        if (selected == null) {
            selected = new EventFrame(events.features().schema(), events.size());
        }
        selected.clear(events.size());
        for (int row = 0; row < events.size(); row++) {
            if (models.routing().shadowed(shadow, events.entity(row))) {
                answers[selected.size()] = scores[row];
                selected.take(events, row);
            }
        }
        return selected;
    }

    private static ShadowFrame frame(
            EventFrame rows, ActiveModels.Lane lane, ScoreResult result, ActiveModels.Lane answered, double[] answers) {
        Map<Integer, String> failures = new HashMap<>();
        result.failures()
                .forEach((row, failure) -> failures.put(row, failure.reason().label()));
        return new ShadowFrame(
                rows,
                lane.scorer().model(),
                lane.scorer().version(),
                result.scores(),
                failures,
                new ShadowFrame.Answer(answered.scorer().version(), answered.variant()),
                answers);
    }
}
