package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.OutcomesConfig.Truth;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ModelTask;
import java.util.Locale;
import java.util.Optional;

/** What a canary's plan leaves to the pipeline: by how many outcomes, and by which measure of the versions' task. */
final class CanaryPlanning {
    private final String pipeline;
    private final Optional<OutcomesConfig> outcomes;
    private final Tasks tasks;

    /** What a version is for. */
    interface Tasks {
        ModelTask of(String version) throws ModelRefusedException;
    }

    /** @param outcomes empty if nobody tells the pipeline the truth */
    CanaryPlanning(String pipeline, Optional<OutcomesConfig> outcomes, Tasks tasks) {
        this.pipeline = pipeline;
        this.outcomes = outcomes;
        this.tasks = tasks;
    }

    /**
     * The deployment with a plan that says everything.
     *
     * @throws UserProblem if the plan asks for what the pipeline cannot tell, or a task is measured as another one
     * @throws ModelRefusedException if a version cannot be read
     */
    Deployment completed(Deployment deployment) throws UserProblem, ModelRefusedException {
        Canary canary = deployment.canary();
        if (canary == null || canary.plan() == null) {
            return deployment;
        }
        CanaryPlan plan = canary.plan();
        if (outcomes.isEmpty()) {
            if (plan.minOutcomes() > 0) {
                throw new UserProblem(
                        "a canary with min-outcomes needs outcomes in the pipeline: " + pipeline + " declares none");
            }
            return deployment.planned(plan.completed(0, CanaryPlan.USUAL_OUTCOME_LOSS));
        }
        Truth truth = outcomes.get().truth();
        if (!isMeasured(deployment.champion(), truth) || !isMeasured(canary.version(), truth)) {
            if (plan.minOutcomes() > 0) {
                throw new UserProblem("a canary with min-outcomes needs a task whose outcomes can be measured: version "
                        + canary.version() + " is for " + ModelTask.DETECTION.label());
            }
            return deployment.planned(plan.completed(0, 1));
        }
        return deployment.planned(plan.completed(
                CanaryPlan.USUAL_OUTCOMES,
                truth == Truth.REGRESSION ? CanaryPlan.USUAL_LOSS_OF_NUMBERS : CanaryPlan.USUAL_OUTCOME_LOSS));
    }

    /** Whether labels say how right a version is; one whose task is another than theirs would be measured wrongly. */
    private boolean isMeasured(String version, Truth truth) throws UserProblem, ModelRefusedException {
        ModelTask task = tasks.of(version);
        Optional<Truth> own = switch (task) {
            case BINARY_CLASSIFICATION -> Optional.of(Truth.BINARY);
            case MULTICLASS_CLASSIFICATION -> Optional.of(Truth.MULTICLASS);
            case REGRESSION -> Optional.of(Truth.REGRESSION);
            case DETECTION -> Optional.empty();
            case OTHER -> Optional.of(truth);
        };
        if (own.isPresent() && own.get() != truth) {
            throw new UserProblem("outcomes.truth must be " + text(own.get()) + " for a canary of version " + version
                    + " (" + task.label() + "), which is compared by outcomes: was " + text(truth));
        }
        return own.isPresent();
    }

    private static String text(Truth truth) {
        return truth.name().toLowerCase(Locale.ROOT);
    }
}
