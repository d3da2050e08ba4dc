package io.riffle.config;

import io.riffle.config.alerting.AlertAction;
import io.riffle.config.alerting.SignalRule;
import io.riffle.config.alerting.Watched;
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
    private final Violations violations = Violations.in("");
    private final List<Feature> given;
    private final Set<String> names = new LinkedHashSet<>();
    private final WatchConfig watch;
    private final ModelsConfig models;

    AlertingRules(RowConfig row, WatchConfig watch, ModelsConfig models) {
        given = row.given();
        given.forEach(feature -> names.add(feature.name()));
        row.derived().forEach(each -> names.add(each.name()));
        names.add("score");
        names.add("predicted_label");
        this.watch = watch;
        this.models = models;
    }

    void check() {
        watch.drift().ifPresent(this::checkDetectors);
        watch.alerting().rules().forEach(this::check);
        violations.throwIfAny();
    }

    private void check(SignalRule rule) {
        Watched watched = rule.condition().watched();
        if (watched == Watched.DRIFT) {
            checkDeclared(rule, watch.drift().isPresent());
            checkFeature(rule);
        }
        checkDeclared(rule, watched != Watched.QUALITY || watch.quality().isPresent());
        if (watched == Watched.PERFORMANCE) {
            checkMetric(rule);
        }
        violations.check(
                rule.action() != AlertAction.STOP_CANARY || models.followDeployments(),
                "alerts." + rule.name() + ".action",
                "must have models.follow-deployments true to stop a canary",
                "false");
    }

    private void checkDeclared(SignalRule rule, boolean declared) {
        violations.check(
                declared,
                when(rule),
                "must have `" + rule.condition().watched().text() + "` declared",
                rule.condition().text());
    }

    private static String when(SignalRule rule) {
        return "alerts." + rule.name() + ".when";
    }

    private void checkDetectors(DriftConfig drift) {
        drift.detectors().keySet().forEach(name -> {
            if (name.equals(DriftConfig.ERRORS)) {
                violations.check(
                        watch.outcomes()
                                .filter(each -> each.truth() == OutcomesConfig.Truth.BINARY)
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

    private void checkMetric(SignalRule rule) {
        Optional<OutcomesConfig> outcomes = watch.outcomes();
        String key = when(rule);
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
            String measures =
                    known.stream().map(PerformanceMeasure::text).sorted().collect(Collectors.joining(", "));
            violations.add(
                    key,
                    "must name one of " + measures + ": " + measure + " is none with outcomes.truth "
                            + outcomes.get().truth().name().toLowerCase(Locale.ROOT));
        }
    }

    private void checkFeature(SignalRule rule) {
        String measure = rule.condition().measure();
        if (measure.indexOf('*') < 0 && !names.contains(measure)) {
            String advice = NearestKey.to(measure, names)
                    .map(nearest -> ": did you mean " + nearest + "?")
                    .orElse("");
            violations.add(
                    when(rule),
                    "must name a feature or score: " + measure + " is neither" + advice + " (in '"
                            + rule.condition().text() + "')");
        }
    }
}
