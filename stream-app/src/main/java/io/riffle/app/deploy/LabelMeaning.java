package io.riffle.app.backtest;

import io.riffle.app.process.UserProblem;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.OutcomesConfig.Answers;
import io.riffle.config.OutcomesConfig.Truth;
import io.riffle.model.folder.ModelTask;
import io.riffle.watch.outcome.Truths;
import java.util.Locale;
import java.util.Optional;

/** What labels say about the answers of versions: what the pipeline declares, or else what fits the baseline's task. */
public record LabelMeaning(Answers answers) {
    /** What the pipeline's section {@code outcomes} declares; without it what fits the baseline. */
    public static LabelMeaning of(Optional<OutcomesConfig> declared, Version baseline) {
        Answers usual = OutcomesConfig.DEFAULT.answers();
        return new LabelMeaning(declared.map(OutcomesConfig::answers)
                .orElseGet(() -> new Answers(
                        truthOf(baseline.task()).orElse(usual.truth()), usual.positive(), usual.threshold())));
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
    public void mustSuit(Version version) throws UserProblem {
        String where = " (version " + version.version() + ")";
        Truth fitting = truthOf(version.task())
                .orElseThrow(() -> new UserProblem("--labels must be of versions whose task is a classification or a"
                        + " regression: was " + version.task().label() + where));
        Truth declared = answers.truth();
        boolean classes = declared == Truth.MULTICLASS && version.task().isClassification();
        if (fitting != declared && !classes) {
            throw new UserProblem("outcomes.truth must be " + text(fitting) + " where labels are of a "
                    + version.task().label() + " model: was " + text(declared) + where);
        }
        if (classes && !version.contract().namesClasses()) {
            throw new UserProblem("output.labels or output.label of model.yaml must name the classes where"
                    + " outcomes.truth is multiclass: neither is there" + where);
        }
    }

    /** Whether a label can be measured at all: of a regression it must be a number. */
    boolean allows(String truth) {
        return answers.truth() != Truth.REGRESSION || Truths.number(truth).isPresent();
    }

    private static String text(Truth truth) {
        return truth.name().toLowerCase(Locale.ROOT);
    }
}
