package io.riffle.app.deploy;

import io.riffle.app.process.UserProblem;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.OutcomesConfig.Answers;
import io.riffle.config.OutcomesConfig.Truth;
import io.riffle.model.folder.ModelContract;
import io.riffle.model.folder.ModelTask;
import io.riffle.watch.outcome.Truths;
import java.util.Locale;
import java.util.Optional;

/** What labels say about the answers of versions: what the pipeline declares, or else what fits the baseline's task. */
public record LabelMeaning(Answers answers) {
    /** What the pipeline's section {@code outcomes} declares; without it what fits the baseline. */
    public static LabelMeaning of(Optional<OutcomesConfig> declared, ModelTask baseline) {
        Answers usual = OutcomesConfig.DEFAULT.answers();
        return new LabelMeaning(declared.map(OutcomesConfig::answers)
                .orElseGet(() ->
                        new Answers(truthOf(baseline).orElse(usual.truth()), usual.positive(), usual.threshold())));
    }

    private static Optional<Truth> truthOf(ModelTask task) {
        return switch (task) {
            case BINARY_CLASSIFICATION -> Optional.of(Truth.BINARY);
            case MULTICLASS_CLASSIFICATION -> Optional.of(Truth.MULTICLASS);
            case REGRESSION -> Optional.of(Truth.REGRESSION);
            case DETECTION, OTHER -> Optional.empty();
        };
    }

    /** Refuses a version whose answers are of another kind than the labels. */
    public void mustSuit(String version, ModelContract contract) throws UserProblem {
        Optional<String> problem = problem(version, contract);
        if (problem.isPresent()) {
            throw new UserProblem(problem.get());
        }
    }

    /** What is wrong, if a version's answers are of another kind than the labels. */
    Optional<String> problem(String version, ModelContract contract) {
        String where = " (version " + version + ")";
        ModelTask task = contract.task();
        Optional<Truth> fitting = truthOf(task);
        if (fitting.isEmpty()) {
            return Optional.of(
                    "labels (--labels, outcomes) must be of versions whose task is a classification or a regression: was "
                            + task.label() + where);
        }
        Truth declared = answers.truth();
        boolean classes = declared == Truth.MULTICLASS && task.isClassification();
        if (fitting.get() != declared && !classes) {
            return Optional.of("outcomes.truth must be " + text(fitting.get()) + " where labels are of a "
                    + task.label() + " model: was " + text(declared) + where);
        }
        return classes && !contract.namesClasses()
                ? Optional.of("output.labels or output.label of model.yaml must name the classes where"
                        + " outcomes.truth is multiclass: neither is there" + where)
                : Optional.empty();
    }

    /** What is measured of any version, in words. */
    String measured() {
        return switch (answers.truth()) {
            case BINARY ->
                "whether its score is at least " + answers.threshold() + " where the label is one of "
                        + answers.positive();
            case MULTICLASS -> "whether its class, if it names one, is the label";
            case REGRESSION -> "how far its score is from the label, which is taken for a number";
        };
    }

    /** Whether a label can be measured at all: of a regression it must be a number. */
    public boolean allows(String truth) {
        return answers.truth() != Truth.REGRESSION || Truths.number(truth).isPresent();
    }

    private static String text(Truth truth) {
        return truth.name().toLowerCase(Locale.ROOT);
    }
}
