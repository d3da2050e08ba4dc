package io.riffle.app.deploy;

import io.riffle.config.OutcomesConfig;
import io.riffle.model.canary.LeastWorsening;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an operator must know about a canary before it starts: how much worse a version its plan can see. */
public final class CanaryNotes {
    /** A plan that lets through more is worth a warning, in shares of events. */
    private static final double MOST_UNSEEN = 0.02;

    /** One of two numbers is always nearer: chance alone moves the share that far. */
    private static final double MOST_UNSEEN_OF_NUMBERS = 0.1;

    private final boolean numbers;

    public CanaryNotes(Optional<OutcomesConfig> outcomes) {
        numbers = outcomes.filter(each -> each.truth() == OutcomesConfig.Truth.REGRESSION)
                .isPresent();
    }

    /** One line each; none without a canary that grows by itself. */
    public List<String> of(Deployment deployment) {
        Canary canary = deployment.canary();
        return canary == null || canary.plan() == null ? List.of() : of(canary.plan());
    }

    private List<String> of(CanaryPlan plan) {
        double differing = numbers ? LeastWorsening.DIFFERING_NUMBERS : LeastWorsening.DIFFERING_CLASSES;
        Optional<LeastWorsening> least = LeastWorsening.of(plan, differing);
        if (least.isEmpty()) {
            return List.of(withoutOutcomes(plan));
        }
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "with %,d outcomes: %.1f points worse is not promoted, %.1f points worse is rolled back (9 times of 10,"
                        + " where one version is nearer to the truth than the other on %.0f %% of events)",
                plan.minOutcomes(),
                100 * least.get().kept(),
                100 * least.get().rolledBack(),
                100 * differing));
        double most = numbers ? MOST_UNSEEN_OF_NUMBERS : MOST_UNSEEN;
        if (least.get().kept() > most) {
            notes.add(warning(plan, most, differing));
        }
        return notes;
    }

    private static String withoutOutcomes(CanaryPlan plan) {
        String seen = plan.maxDisagreement() >= 1
                ? "and its answers are not compared with the champion's"
                : String.format(
                        Locale.ROOT,
                        "only whether its answers are more than %.2f as far from the champion's as those of a model that"
                                + " knows nothing",
                        plan.maxDisagreement());
        return "warning: without outcomes this plan does not see whether the version is worse, " + seen;
    }

    private static String warning(CanaryPlan plan, double most, double differing) {
        String unseen =
                String.format(Locale.ROOT, "warning: more than %.0f points worse may be promoted; ", 100 * most);
        return LeastWorsening.outcomesFor(plan, most, differing)
                .map(outcomes -> unseen + String.format(Locale.ROOT, "min-outcomes of %,d sees that much", outcomes))
                .orElse(unseen
                        + String.format(Locale.ROOT, "max-outcome-loss must be below %.2f to see that much", most));
    }
}
