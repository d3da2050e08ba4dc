package io.riffle.model.deployment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a canary grows by itself, and what ends it. Errors, latency, scores and answers are compared with the champion on the very
 * same events, and so is who was right, wherever the truth about an event has come.
 *
 * @param steps shares in percent, growing; after the last the version is champion, so 100 is not scored beside another
 * @param wanted what must be known before the next step
 * @param limits what ends it
 * @param falseAlarms the accepted chance that a whole canary within these limits is rolled back
 */
public record CanaryPlan(
        List<Double> steps,
        @JsonUnwrapped Wanted wanted,
        @JsonUnwrapped Limits limits,
        double falseAlarms) {
    /** 1, 5, 25 and 100 % with at least 1,000 events each. */
    public static final CanaryPlan DEFAULT =
            new CanaryPlan(List.of(1.0, 5.0, 25.0, 100.0), Wanted.DEFAULT, Limits.DEFAULT, 0.01);

    /**
     * What must be known in each step.
     *
     * @param minEvents events that the canary must have scored in a step before the next
     * @param minOutcomes of these, how many whose truth must be known by then; 0 waits for none, null is for the pipeline to say
     */
    public record Wanted(long minEvents, @Nullable Long minOutcomes) {
        public static final Wanted DEFAULT = new Wanted(1_000, null);

        public Wanted {
            Rule.require(minEvents >= 1, "min-events", "must be at least 1", minEvents);
            Rule.require(minOutcomes == null || minOutcomes >= 0, "min-outcomes", "must not be negative", minOutcomes);
        }
    }

    /**
     * How far the canary may be from the champion.
     *
     * @param maxErrorRate how much higher the share of failed rows may be
     * @param maxLatencyRatio how many times the champion's 95th percentile of time per frame it may take
     * @param maxScoreShift the largest accepted distance between the distributions of both scores (Kolmogorov-Smirnov, 0 to 1)
     * @param maxDisagreement how far its answers may be from the champion's, row by row: 0 for the same, 1 for answers that have
     *     nothing to do with them; null in plans of before there was this limit
     * @param maxOutcomeLoss the largest accepted share of events on which the canary is further from the truth than the
     *     champion, less the share on which it is nearer; null is for the pipeline to say
     */
    public record Limits(
            double maxErrorRate,
            double maxLatencyRatio,
            double maxScoreShift,
            @Nullable Double maxDisagreement,
            @Nullable Double maxOutcomeLoss) {
        public static final Limits DEFAULT = new Limits(0.005, 3, 0.1, null, null);

        public Limits {
            Rule.require(maxErrorRate >= 0 && maxErrorRate < 1, "max-error-rate", "must be in [0, 1)", maxErrorRate);
            Rule.require(maxLatencyRatio >= 1, "max-latency-ratio", "must be at least 1", maxLatencyRatio);
            Rule.require(
                    maxScoreShift > 0 && maxScoreShift <= 1, "max-score-shift", "must be in (0, 1]", maxScoreShift);
            Rule.require(
                    maxDisagreement == null || (maxDisagreement > 0 && maxDisagreement <= 1),
                    "max-disagreement",
                    "must be in (0, 1]",
                    maxDisagreement);
            Rule.require(
                    maxOutcomeLoss == null || (maxOutcomeLoss >= 0 && maxOutcomeLoss <= 1),
                    "max-outcome-loss",
                    "must be in [0, 1]",
                    maxOutcomeLoss);
        }
    }

    /** Answers that are half as far away as those of a model that knows nothing. */
    public static final double USUAL_DISAGREEMENT = 0.5;

    /** In each step, where a pipeline is told outcomes. */
    public static final long USUAL_OUTCOMES = 1_000;

    /** Half a point: more than an equal version seldom is by chance. */
    public static final double USUAL_OUTCOME_LOSS = 0.005;

    /** Of numbers, one of which is always nearer, so that an equal version differs more by chance. */
    public static final double USUAL_LOSS_OF_NUMBERS = 0.05;

    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public CanaryPlan {
        Rule.require(steps != null && !steps.isEmpty(), "steps", "must not be empty", steps);
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            double before = i == 0 ? 0 : steps.get(i - 1);
            Rule.require(
                    steps.get(i) > before && steps.get(i) <= 100, "steps", "must grow and end at most at 100", steps);
        }
        Rule.require(falseAlarms > 0 && falseAlarms <= 0.5, "false-alarms", "must be in (0, 0.5]", falseAlarms);
    }

    /** The share after this one; 100 if there is none. */
    public double next(double share) {
        return steps.stream().filter(step -> step > share).findFirst().orElse(100.0);
    }

    public long minEvents() {
        return wanted.minEvents;
    }

    /** 0 if nobody said. */
    public long minOutcomes() {
        return wanted.minOutcomes == null ? 0 : wanted.minOutcomes;
    }

    /** Whether somebody said how many outcomes must be known. */
    public boolean namesOutcomes() {
        return wanted.minOutcomes != null;
    }

    public double maxErrorRate() {
        return limits.maxErrorRate;
    }

    public double maxLatencyRatio() {
        return limits.maxLatencyRatio;
    }

    public double maxScoreShift() {
        return limits.maxScoreShift;
    }

    public double maxDisagreement() {
        return limits.maxDisagreement == null ? USUAL_DISAGREEMENT : limits.maxDisagreement;
    }

    public double maxOutcomeLoss() {
        return limits.maxOutcomeLoss == null ? USUAL_OUTCOME_LOSS : limits.maxOutcomeLoss;
    }

    /** The same plan with what it leaves to the pipeline. */
    public CanaryPlan completed(long usualOutcomes, double usualLoss) {
        Long outcomes = wanted.minOutcomes == null ? Long.valueOf(usualOutcomes) : wanted.minOutcomes;
        Double loss = limits.maxOutcomeLoss == null ? Double.valueOf(usualLoss) : limits.maxOutcomeLoss;
        return new CanaryPlan(
                steps,
                new Wanted(wanted.minEvents, outcomes),
                new Limits(
                        limits.maxErrorRate,
                        limits.maxLatencyRatio,
                        limits.maxScoreShift,
                        Double.valueOf(maxDisagreement()),
                        loss),
                falseAlarms);
    }

    /** Apart from the plan, whose own defaults are made of these records: either may be used first. */
    private static final class Rule {
        static void require(boolean holds, String key, String rule, @Nullable Object found) {
            if (!holds) {
                throw new IllegalArgumentException("the canary's " + key + " " + rule + ": was " + found);
            }
        }
    }
}
