package io.riffle.app.deploy;

import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a deployment uses its versions as. */
final class VersionUse {
    private VersionUse() {}

    /** By version, for example {@code champion} or {@code canary}; a former champion that a rollback would return to too. */
    static Map<String, List<String>> of(Deployment deployment) {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        add(uses, deployment.champion(), Deployment.CHAMPION);
        Canary canary = deployment.canary();
        if (canary != null) {
            add(uses, canary.version(), Deployment.CANARY);
        }
        Experiment experiment = deployment.experiment();
        if (experiment != null) {
            experiment
                    .variants()
                    .forEach(variant -> add(uses, variant.version(), experiment.name() + "/" + variant.name()));
        }
        deployment.shadow().forEach(shadow -> add(uses, shadow.version(), "shadow"));
        if (!deployment.history().isEmpty()) {
            add(uses, deployment.history().get(0).version(), "rollback");
        }
        return uses;
    }

    private static void add(Map<String, List<String>> uses, String version, String use) {
        uses.computeIfAbsent(version, absent -> new ArrayList<>()).add(use);
    }
}
