package io.riffle.config;

import io.riffle.config.settings.NearestKey;
import io.riffle.config.settings.Violations;
import io.riffle.feature.Feature;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules between alert rules and the rest of a pipeline: what is watched must be there. */
final class AlertingRules {
    private AlertingRules() {}

    static void check(
            AlertingConfig alerting,
            List<Feature> given,
            List<DerivedConfig> derived,
            Optional<DriftConfig> drift,
            ModelsConfig models) {
        Violations violations = Violations.in("alerts");
        Set<String> names = new LinkedHashSet<>();
        given.forEach(feature -> names.add(feature.name()));
        derived.forEach(each -> names.add(each.name()));
        names.add("score");
        for (SignalRule rule : alerting.rules()) {
            Condition condition = rule.condition();
            if (condition.watched() == Watched.DRIFT) {
                violations.check(
                        drift.isPresent(), rule.name() + ".when", "must have `drift` declared", condition.text());
                checkFeature(violations, rule, names);
            }
            violations.check(
                    rule.action() != AlertAction.STOP_CANARY || models.followDeployments(),
                    rule.name() + ".action",
                    "must have models.follow-deployments true to stop a canary",
                    "false");
        }
        violations.throwIfAny();
    }

    private static void checkFeature(Violations violations, SignalRule rule, Set<String> names) {
        String measure = rule.condition().measure();
        if (measure.indexOf('*') < 0 && !names.contains(measure)) {
            String advice = NearestKey.to(measure, names)
                    .map(nearest -> ": did you mean " + nearest + "?")
                    .orElse("");
            violations.add(
                    rule.name() + ".when",
                    "must name a feature or score: " + measure + " is neither" + advice + " (in '"
                            + rule.condition().text() + "')");
        }
    }
}
