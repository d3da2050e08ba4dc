package io.riffle.app.deploy;

import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Overrides;
import io.riffle.model.deployment.Shadow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the deployment, as a request carries it: exactly one of champion, canary, shadow and experiment, in the form
 * that the control topic has them; overrides may come with any.
 *
 * @param shadow replaces all shadows
 */
public record ChangeRequest(
        @Nullable String champion,
        @Nullable Canary canary,
        @Nullable List<Shadow> shadow,
        @Nullable Experiment experiment,
        @Nullable Overrides overrides,
        String reason) {
    @SuppressWarnings("NullAway") // Jackson passes null for what is absent
    public ChangeRequest {
        reason = reason == null ? "" : reason;
        int given = (champion == null ? 0 : 1)
                + (canary == null ? 0 : 1)
                + (shadow == null ? 0 : 1)
                + (experiment == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException(
                    "a change must name one of champion, canary, shadow and experiment: names " + given);
        }
    }

    Operator.Step step(Change why) {
        Operator.Step step = main(why);
        Overrides wanted = overrides;
        return wanted == null ? step : before -> step.after(before).withOverrides(wanted, why);
    }

    private Operator.Step main(Change why) {
        if (champion != null) {
            return before -> before.withChampion(champion, why);
        }
        if (canary != null) {
            return before -> before.withCanary(canary, why);
        }
        if (experiment != null) {
            return before -> before.withExperiment(experiment, why);
        }
        List<Shadow> shadows = shadow == null ? List.of() : shadow;
        return before -> before.withShadow(shadows, why);
    }
}
