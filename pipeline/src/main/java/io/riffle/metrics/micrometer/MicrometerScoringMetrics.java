package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.SkipReason;
import io.riffle.schema.Stage;
import java.util.EnumSet;
import java.util.Set;

/** The pipeline's own counters, {@code riffle_*}. Thread-safe: all tasks share one. */
final class MicrometerScoringMetrics implements ScoringMetrics {
    private static final Set<DeadLetterReason> MODEL =
            EnumSet.of(DeadLetterReason.MODEL_ERROR, DeadLetterReason.MODEL_TIMEOUT, DeadLetterReason.INVALID_SCORE);

    private final Counter received;
    private final LabelledCounters predictions;
    private final LabelledCounters deadLetters;
    private final LabelledCounters skipped;
    private final LabelledCounters degraded;
    private final LabelledCounters warnings;
    private final Counter slowRows;
    private final LabelledCounters alerts;
    private final DistributionSummary frameRows;
    private final StageTimers stages;
    private final LatencyHistogram latency;
    private final Counter nearCacheHits;
    private final Counter fetched;
    private final LabelledCounters stale;
    private final LabelledCounters missing;
    private final Counter tooLate;

    MicrometerScoringMetrics(MeterRegistry registry, LatencyHistogram latency) {
        this.latency = latency;
        received = counter(registry, "riffle.events.received", "Events read from the events topic");
        predictions = new LabelledCounters(
                registry, "riffle.predictions", "Events answered with a prediction", "model_version", "variant");
        deadLetters = new LabelledCounters(
                registry, "riffle.dead.letters", "Events set aside with their reason", "stage", "reason");
        skipped = new LabelledCounters(
                registry, "riffle.skipped", "Records without an event: neither scored nor set aside", "reason");
        degraded = new LabelledCounters(
                registry, "riffle.degraded", "Predictions made with less than they should have had", "reason");
        warnings = new LabelledCounters(
                registry, "riffle.quality.warnings", "Oddities of events that were accepted", "warning");
        slowRows = counter(
                registry, "riffle.decode.slow.rows", "Accepted events that did not fit the fast reader of events");
        alerts = new LabelledCounters(registry, "riffle.alerts", "Alerts sent", "rule", "severity");
        frameRows = DistributionSummary.builder("riffle.frame.rows")
                .description("Events per frame as it arrived")
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
                .register(registry);
        stages = new StageTimers(registry);
        LabelledCounters lookups = new LabelledCounters(
                registry,
                "riffle.profile.lookups",
                "Distinct entities of a frame by where their profile was",
                "source");
        nearCacheHits = lookups.counter("near_cache");
        fetched = lookups.counter("redis");
        stale = new LabelledCounters(
                registry, "riffle.feature.stale", "Profile values that were older than their max-age", "feature");
        missing = new LabelledCounters(
                registry, "riffle.feature.missing", "Profile values that were not there", "feature");
        tooLate = counter(registry, "riffle.history.too.late", "Events behind all remembered history of their entity");
        startAtZero();
    }

    @Override
    public void received(int rows) {
        received.increment(rows);
    }

    @Override
    public void predicted(String version, String variant, int rows) {
        predictions.counter(version, variant).increment(rows);
    }

    @Override
    public void deadLettered(Stage stage, DeadLetterReason reason, int rows) {
        deadLetters.counter(stage.label(), reason.label()).increment(rows);
    }

    @Override
    public void skipped(SkipReason reason, int rows) {
        skipped.counter(reason.label()).increment(rows);
    }

    @Override
    public void degraded(Degradation reason, int rows) {
        degraded.counter(reason.label()).increment(rows);
    }

    @Override
    public void warned(QualityWarning warning, int rows) {
        warnings.counter(warning.label()).increment(rows);
    }

    @Override
    public void decodedSlowly(int rows) {
        slowRows.increment(rows);
    }

    @Override
    public void alerted(String rule, String severity, int rows) {
        alerts.counter(rule, severity).increment(rows);
    }

    @Override
    public void frame(int rows) {
        frameRows.record(rows);
    }

    @Override
    public void stage(Stage stage, long nanoseconds) {
        stages.record(stage, nanoseconds);
    }

    @Override
    public void latency(long milliseconds) {
        latency.record(milliseconds);
    }

    @Override
    public void profileLookups(int nearCacheHits, int fetched) {
        this.nearCacheHits.increment(nearCacheHits);
        this.fetched.increment(fetched);
    }

    @Override
    public void featureStatus(String feature, int stale, int missing) {
        this.stale.counter(feature).increment(stale);
        this.missing.counter(feature).increment(missing);
    }

    @Override
    public void tooLateForHistory(int rows) {
        tooLate.increment(rows);
    }

    /**
     * A counter that appears with its first event hides that event from {@code increase()}, and the sum rule has no
     * value while one of its terms is absent. Those whose labels are known exist from the start.
     */
    private void startAtZero() {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters.counter(usualStage(reason).label(), reason.label());
        }
        for (SkipReason reason : SkipReason.values()) {
            skipped.counter(reason.label());
        }
        for (Degradation reason : Degradation.values()) {
            degraded.counter(reason.label());
        }
        for (QualityWarning warning : QualityWarning.values()) {
            warnings.counter(warning.label());
        }
    }

    private static Stage usualStage(DeadLetterReason reason) {
        if (reason == DeadLetterReason.DUPLICATE) {
            return Stage.DEDUPLICATE;
        }
        return MODEL.contains(reason) ? Stage.SCORE : Stage.DECODE;
    }

    private static Counter counter(MeterRegistry registry, String name, String help) {
        return Counter.builder(name).description(help).register(registry);
    }
}
