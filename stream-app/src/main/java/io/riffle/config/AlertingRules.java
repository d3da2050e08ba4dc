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
            Optional<OutcomesConfig> outcomes,
            ModelsConfig models) {
        Violations violations = Violations.in("");
        Set<String> names = new LinkedHashSet<>();
        given.forEach(feature -> names.add(feature.name()));
        derived.forEach(each -> names.add(each.name()));
        names.add("score");
        drift.ifPresent(config -> checkDetectors(violations, config, given, outcomes));
        for (SignalRule rule : alerting.rules()) {
            Condition condition = rule.condition();
            if (condition.watched() == Watched.DRIFT) {
                violations.check(
                        drift.isPresent(),
                        "alerts." + rule.name() + ".when",
                        "must have `drift` declared",
                        condition.text());
                checkFeature(violations, rule, names);
            }
            violations.check(
                    rule.action() != AlertAction.STOP_CANARY || models.followDeployments(),
                    "alerts." + rule.name() + ".action",
                    "must have models.follow-deployments true to stop a canary",
                    "false");
        }
        violations.throwIfAny();
    }

    private static void checkDetectors(
            Violations violations, DriftConfig drift, List<Feature> given, Optional<OutcomesConfig> outcomes) {
        drift.detectors().keySet().forEach(name -> {
            if (name.equals(DriftConfig.ERRORS)) {
                violations.check(
                        outcomes.filter(each -> each.truth() == OutcomesConfig.Truth.BINARY)
                                .isPresent(),
                        "drift.detectors." + name,
                        "must have `outcomes` declared, with right and wrong answers",
                        "without");
                return;
            }
            boolean text = given.stream()
                    .anyMatch(feature ->
                            feature.name().equals(name) && !feature.type().isNumber());
            violations.check(!text, "drift.detectors." + name, "must be a number or score", name);
        });
    }

    private static void checkFeature(Violations violations, SignalRule rule, Set<String> names) {
        String measure = rule.condition().measure();
        if (measure.indexOf('*') < 0 && !names.contains(measure)) {
            String advice = NearestKey.to(measure, names)
                    .map(nearest -> ": did you mean " + nearest + "?")
                    .orElse("");
            violations.add(
                    "alerts." + rule.name() + ".when",
                    "must name a feature or score: " + measure + " is neither" + advice + " (in '"
                            + rule.condition().text() + "')");
        }
    }
}
