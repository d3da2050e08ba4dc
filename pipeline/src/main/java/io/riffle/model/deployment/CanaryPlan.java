package io.riffle.model.deployment;

import java.util.List;

/**
 * How a canary grows by itself, and what ends it. Errors, latency and scores are compared with the champion on the very
 * same events, and so are the answers wherever the truth about an event has come.
 *
 * @param steps shares in percent, growing; after the last the version is champion, so 100 is not scored beside another
 * @param minEvents events that the canary must have scored in a step before the next
 * @param minOutcomes of these, how many whose truth must be known by then; 0 waits for none
 * @param maxErrorRate how much higher the share of failed rows may be than the champion's
 * @param maxLatencyRatio how many times the champion's 95th percentile of time per frame it may take
 * @param maxScoreShift the largest accepted distance between the distributions of both scores (Kolmogorov-Smirnov, 0 to 1)
 * @param maxOutcomeLoss the largest accepted share of events on which the canary is further from the truth than the champion,
 *     less the share on which it is nearer
 * @param falseAlarms the accepted chance that a whole canary within these limits is rolled back
 */
public record CanaryPlan(
        List<Double> steps,
        long minEvents,
        long minOutcomes,
        double maxErrorRate,
        double maxLatencyRatio,
        double maxScoreShift,
        double maxOutcomeLoss,
        double falseAlarms) {
    /** 1, 5, 25 and 100 % with at least 1,000 events each. */
    public static final CanaryPlan DEFAULT =
            new CanaryPlan(List.of(1.0, 5.0, 25.0, 100.0), 1_000, 0, 0.005, 3, 0.1, 0.02, 0.01);

    public CanaryPlan {
        steps = List.copyOf(steps);
        require(!steps.isEmpty(), "steps", "must not be empty", steps);
        for (int i = 0; i < steps.size(); i++) {
            double before = i == 0 ? 0 : steps.get(i - 1);
            require(steps.get(i) > before && steps.get(i) <= 100, "steps", "must grow and end at most at 100", steps);
        }
        require(minEvents >= 1, "min-events", "must be at least 1", minEvents);
        require(minOutcomes >= 0, "min-outcomes", "must not be negative", minOutcomes);
        require(maxErrorRate >= 0 && maxErrorRate < 1, "max-error-rate", "must be in [0, 1)", maxErrorRate);
        require(maxLatencyRatio >= 1, "max-latency-ratio", "must be at least 1", maxLatencyRatio);
        require(maxScoreShift > 0 && maxScoreShift <= 1, "max-score-shift", "must be in (0, 1]", maxScoreShift);
        require(maxOutcomeLoss >= 0 && maxOutcomeLoss <= 1, "max-outcome-loss", "must be in [0, 1]", maxOutcomeLoss);
        require(falseAlarms > 0 && falseAlarms <= 0.5, "false-alarms", "must be in (0, 0.5]", falseAlarms);
    }

    /** The share after this one; 100 if there is none. */
    public double next(double share) {
        return steps.stream().filter(step -> step > share).findFirst().orElse(100.0);
    }

    private static void require(boolean holds, String key, String rule, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("the canary's " + key + " " + rule + ": was " + found);
        }
    }
}
