package io.riffle.model.deployment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deployment in the making: each part is given by its name. */
final class DeploymentDraft {
    private long revision;
    private String champion;
    private @Nullable Canary canary;
    private List<Shadow> shadow = List.of();
    private @Nullable Experiment experiment;
    private Overrides overrides = Overrides.NONE;
    private Map<String, String> fingerprints = Map.of();
    private List<PastChampion> history = List.of();
    private Change change = new Change("unknown", 0, "");

    /** One version for everything. */
    DeploymentDraft(String champion) {
        this.champion = champion;
    }

    /** What differs from another deployment is given afterwards. */
    DeploymentDraft(Deployment from) {
        revision = from.revision();
        champion = from.champion();
        canary = from.canary();
        shadow = from.shadow();
        experiment = from.experiment();
        overrides = from.overrides();
        fingerprints = from.fingerprints();
        history = from.history();
        change = from.change();
    }

    DeploymentDraft revision(long other) {
        revision = other;
        return this;
    }

    DeploymentDraft champion(String other) {
        champion = other;
        return this;
    }

    DeploymentDraft canary(@Nullable Canary other) {
        canary = other;
        return this;
    }

    DeploymentDraft shadow(List<Shadow> other) {
        shadow = other;
        return this;
    }

    DeploymentDraft experiment(@Nullable Experiment other) {
        experiment = other;
        return this;
    }

    DeploymentDraft overrides(Overrides other) {
        overrides = other;
        return this;
    }

    DeploymentDraft fingerprints(Map<String, String> other) {
        fingerprints = other;
        return this;
    }

    DeploymentDraft history(List<PastChampion> other) {
        history = other;
        return this;
    }

    DeploymentDraft change(Change other) {
        change = other;
        return this;
    }

    Deployment deployment() {
        return new Deployment(revision, champion, canary, shadow, experiment, overrides, fingerprints, history, change);
    }
}
