package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.config.OutcomesConfig;
import io.riffle.config.OutcomesConfig.Truth;
import io.riffle.model.deployment.Canary;
import io.riffle.model.deployment.CanaryPlan;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.ModelTask;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a plan that leaves something to the pipeline, and what its operator is told. */
class CanaryPlanningTest {
    private static Optional<OutcomesConfig> outcomes(Truth truth) {
        OutcomesConfig usual = OutcomesConfig.DEFAULT;
        return Optional.of(new OutcomesConfig(
                usual.retention(),
                usual.waiting(),
                new OutcomesConfig.Answers(truth, usual.positive(), usual.threshold()),
                usual.success(),
                usual.window(),
                usual.reportEvery(),
                usual.judging()));
    }

    private static Deployment deployment(@Nullable Long minOutcomes, @Nullable Double maxOutcomeLoss) {
        CanaryPlan plan = new CanaryPlan(
                List.of(5.0, 100.0),
                new CanaryPlan.Wanted(1_000, minOutcomes),
                new CanaryPlan.Limits(0.005, 3, 0.1, null, maxOutcomeLoss),
                0.01);
        return Deployment.initial("1").withCanary(new Canary("2", 5, plan), new Change("ada", 0, ""));
    }

    private static CanaryPlan completed(Optional<OutcomesConfig> outcomes, ModelTask task, Deployment deployment)
            throws Exception {
        Deployment completed = new CanaryPlanning("fraud", outcomes, version -> task).completed(deployment);
        return Objects.requireNonNull(Objects.requireNonNull(completed.canary()).plan());
    }

    @Test
    void plan_waitsForOutcomes_whenThePipelineHasThem() throws Exception {
        CanaryPlan binary = completed(outcomes(Truth.BINARY), ModelTask.BINARY_CLASSIFICATION, deployment(null, null));
        assertThat(binary.minOutcomes()).isEqualTo(1_000);
        assertThat(binary.maxOutcomeLoss()).isEqualTo(0.005);
        CanaryPlan numbers = completed(outcomes(Truth.REGRESSION), ModelTask.REGRESSION, deployment(null, null));
        assertThat(numbers.maxOutcomeLoss()).isEqualTo(0.05);
        CanaryPlan own =
                completed(outcomes(Truth.MULTICLASS), ModelTask.MULTICLASS_CLASSIFICATION, deployment(0L, 0.2));
        assertThat(own.minOutcomes()).isZero();
        assertThat(own.maxOutcomeLoss()).isEqualTo(0.2);
        CanaryPlan blind = completed(Optional.empty(), ModelTask.BINARY_CLASSIFICATION, deployment(null, null));
        assertThat(blind.minOutcomes()).isZero();
        assertThat(blind.maxDisagreement()).isEqualTo(0.5);
    }

    @Test
    void plan_isRefused_whenItsOutcomesAreOfAnotherTask_orOfNone() {
        assertThatThrownBy(() ->
                        completed(outcomes(Truth.BINARY), ModelTask.MULTICLASS_CLASSIFICATION, deployment(null, null)))
                .hasMessage("outcomes.truth must be multiclass for a canary of version 1 (multiclass-classification),"
                        + " which is compared by outcomes: was binary");
        assertThatThrownBy(() -> completed(outcomes(Truth.BINARY), ModelTask.REGRESSION, deployment(null, null)))
                .hasMessageContaining("outcomes.truth must be regression");
        assertThatThrownBy(() -> completed(Optional.empty(), ModelTask.BINARY_CLASSIFICATION, deployment(10L, null)))
                .hasMessageContaining("a canary with min-outcomes needs outcomes in the pipeline: fraud declares none");
        assertThatThrownBy(() -> completed(outcomes(Truth.BINARY), ModelTask.DETECTION, deployment(10L, null)))
                .hasMessageContaining("a task whose outcomes can be measured: version 2 is for detection");
    }

    /** Boxes have no truth here: whatever labels say, they end no canary. */
    @Test
    void plan_leavesOutcomesOut_whenTheTaskHasNone() throws Exception {
        CanaryPlan plan = completed(outcomes(Truth.BINARY), ModelTask.DETECTION, deployment(null, null));
        assertThat(plan.minOutcomes()).isZero();
        assertThat(plan.maxOutcomeLoss()).isEqualTo(1);
    }

    @Test
    void notes_tellWhatAPlanSees_beforeItStarts() {
        CanaryNotes binary = new CanaryNotes(outcomes(Truth.BINARY));
        assertThat(binary.of(deployment(1_000L, 0.005)))
                .containsExactly(
                        "with 1,000 outcomes: 1.8 points worse is not promoted, 6.7 points worse is rolled back"
                                + " (9 times of 10, where one version is nearer to the truth than the other on 10 % of events)");
        assertThat(binary.of(deployment(200L, 0.005)))
                .hasSize(2)
                .last()
                .isEqualTo("warning: more than 2 points worse may be promoted; min-outcomes of 730 sees that much");
        assertThat(binary.of(deployment(10_000L, 0.05)))
                .last()
                .isEqualTo("warning: more than 2 points worse may be promoted; max-outcome-loss must be below 0.02 to"
                        + " see that much");
        assertThat(new CanaryNotes(Optional.empty()).of(deployment(0L, 0.005)))
                .containsExactly("warning: without outcomes this plan does not see whether the version is worse, only"
                        + " whether its answers are more than 0.50 as far from the champion's as those of a model that"
                        + " knows nothing");
        assertThat(binary.of(Deployment.initial("1"))).isEmpty();
    }
}
