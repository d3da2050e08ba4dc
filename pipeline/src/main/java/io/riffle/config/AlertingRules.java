package io.riffle.config;

import io.riffle.feature.Feature;
import io.riffle.settings.NearestKey;
import io.riffle.settings.Violations;
import io.riffle.stats.PerformanceMeasure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules between alert rules and the rest of a pipeline: what is watched must be there. */
final class AlertingRules {
    private AlertingRules() {}

    static void check(
            AlertingConfig alerting,
            List<Feature> given,
            List<DerivedConfig> derived,
            Optional<DriftConfig> drift,
            Optional<OutcomesConfig> outcomes,
            Optional<QualityConfig> quality,
            ModelsConfig models) {
        Violations violations = Violations.in("");
        Set<String> names = new LinkedHashSet<>();
        given.forEach(feature -> names.add(feature.name()));
        derived.forEach(each -> names.add(each.name()));
        names.add("score");
        names.add("predicted_label");
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
                    condition.watched() != Watched.QUALITY || quality.isPresent(),
                    "alerts." + rule.name() + ".when",
                    "must have `quality` declared",
                    condition.text());
            if (condition.watched() == Watched.PERFORMANCE) {
                checkMetric(violations, rule, outcomes);
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

    private static void checkMetric(Violations violations, SignalRule rule, Optional<OutcomesConfig> outcomes) {
        String key = "alerts." + rule.name() + ".when";
        String measure = rule.condition().measure();
        if (outcomes.isEmpty()) {
            violations.add(
                    key,
                    "must have `outcomes` declared: was " + rule.condition().text());
            return;
        }
        Set<PerformanceMeasure> known = outcomes.get().truth().measures();
        Optional<PerformanceMeasure> named = PerformanceMeasure.of(measure);
        if (measure.indexOf('*') < 0 && named.filter(known::contains).isEmpty()) {
            String names = known.stream().map(PerformanceMeasure::text).sorted().collect(Collectors.joining(", "));
            violations.add(
                    key,
                    "must name one of " + names + ": " + measure + " is none with outcomes.truth "
                            + outcomes.get().truth().name().toLowerCase(Locale.ROOT));
        }
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
