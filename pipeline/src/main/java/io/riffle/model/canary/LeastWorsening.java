package io.riffle.model.canary;

import io.riffle.hash.EntityGroups;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.stats.NormalDistribution;
import java.util.Optional;

/**
 * How much worse a version must be for a plan to see it, in shares of events, in 9 of 10 cases. What is assumed: events do not
 * depend on each other, and one of the two versions is nearer to the truth on so many of them.
 *
 * @param kept from being promoted
 * @param rolledBack by the first look that has all outcomes that are waited for
 */
public record LeastWorsening(double kept, double rolledBack) {
    /** Two classifiers that were made in the same way seldom differ in being right on more events. */
    public static final double DIFFERING_CLASSES = 0.1;

    /** One of two numbers is always nearer. */
    public static final double DIFFERING_NUMBERS = 1;

    private static final double MISSED = 0.1;

    /** How many outcomes keep a version from being promoted that is so much worse; empty if the plan accepts it. */
    public static Optional<Long> outcomesFor(CanaryPlan plan, double worse, double differing) {
        double room = worse - plan.maxOutcomeLoss();
        if (room <= 0) {
            return Optional.empty();
        }
        double miss = NormalDistribution.quantile(1 - MISSED);
        return Optional.of((long) Math.ceil(differing * miss * miss / (room * room)));
    }

    /** Empty where a plan does not wait for outcomes: it may see none. */
    public static Optional<LeastWorsening> of(CanaryPlan plan, double differing) {
        if (plan.minOutcomes() == 0) {
            return Optional.empty();
        }
        double error = Math.sqrt(differing / plan.minOutcomes());
        double miss = NormalDistribution.quantile(1 - MISSED);
        CanaryGuards guards = new CanaryGuards(plan);
        int look = guards.look(Math.max(plan.minEvents(), plan.minOutcomes()), plan.minOutcomes());
        double sure = StudentQuantile.upper(guards.alpha(look), EntityGroups.COUNT - 1);
        return Optional.of(new LeastWorsening(
                Math.min(1, plan.maxOutcomeLoss() + miss * error),
                Math.min(1, plan.maxOutcomeLoss() + (sure + miss) * error)));
    }
}
