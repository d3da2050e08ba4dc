package io.riffle.app.cli.models;

import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a canary is started, and how it grows by itself. */
final class CanaryOptions {
    private static final CanaryPlan USUAL = CanaryPlan.DEFAULT;

    @Option(
            names = "--canary",
            paramLabel = "PERCENT",
            description = "Answer for this share of the entities instead of the champion.")
    private @Nullable Double share;

    @Option(names = "--auto", description = "Grow step by step, and promote or roll back, without an operator.")
    private boolean auto;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "PERCENT",
            description = "Shares of an automatic canary (default: 1,5,25,100).")
    private List<Double> steps = USUAL.steps();

    @Option(names = "--min-events", description = "Events that the canary must have scored in each step.")
    private long minEvents = USUAL.minEvents();

    @Option(
            names = "--min-outcomes",
            description =
                    "Of these, how many whose truth must be known by then (default: 1000 if the pipeline has outcomes).")
    private @Nullable Long minOutcomes;

    @Option(names = "--max-error-rate", description = "How much higher its share of failed rows may be.")
    private double maxErrorRate = USUAL.maxErrorRate();

    @Option(names = "--max-latency-ratio", description = "How many times the champion's p95 per frame it may take.")
    private double maxLatencyRatio = USUAL.maxLatencyRatio();

    @Option(names = "--max-score-shift", description = "How far its scores may be from the champion's, 0 to 1.")
    private double maxScoreShift = USUAL.maxScoreShift();

    @Option(
            names = "--max-disagreement",
            description = {
                "How far its answers may be from the champion's, event by event: 0 for the same,",
                "1 for any (default: 0.5, half as far as those of a model that knows nothing)."
            })
    private @Nullable Double maxDisagreement;

    @Option(
            names = "--max-outcome-loss",
            description = {
                "On how many more events it may be further from the truth than nearer, 0 to 1",
                "(default: 0.005; 0.05 where the truth is a number)."
            })
    private @Nullable Double maxOutcomeLoss;

    @Option(names = "--false-alarms", description = "Accepted chance to roll back a canary that is within the limits.")
    private double falseAlarms = USUAL.falseAlarms();

    boolean given() {
        return share != null || auto;
    }

    Canary of(String version) {
        CanaryPlan plan = new CanaryPlan(
                steps,
                new CanaryPlan.Wanted(minEvents, minOutcomes),
                new CanaryPlan.Limits(maxErrorRate, maxLatencyRatio, maxScoreShift, maxDisagreement, maxOutcomeLoss),
                falseAlarms);
        double first = share != null ? share : steps.get(0);
        return new Canary(version, first, auto ? plan : null);
    }
}
