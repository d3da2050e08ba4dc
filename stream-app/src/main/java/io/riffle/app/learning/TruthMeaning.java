package io.riffle.app.learning;

import io.riffle.app.process.UserProblem;
import io.riffle.config.OutcomesConfig.Answers;
import io.riffle.config.OutcomesConfig.Truth;
import io.riffle.learning.Target;
import io.riffle.watch.outcome.Truths;
import java.util.List;

/**
 * What labels say, as numbers that are learned.
 *
 * @param classes in the order of the answer's numbers; empty unless there are several
 */
public record TruthMeaning(Answers answers, List<String> classes) {
    /** No more fit into a state. */
    private static final int MOST_CLASSES = 100;

    public TruthMeaning {
        classes = List.copyOf(classes);
    }

    /** With the classes that occur, where a champion names none. */
    public static TruthMeaning of(Answers answers, List<String> named, Labels labels) throws UserProblem {
        if (answers.truth() != Truth.MULTICLASS) {
            return new TruthMeaning(answers, List.of());
        }
        List<String> classes = named.isEmpty() ? labels.classes() : named;
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new UserProblem("labels must be of 2 to " + MOST_CLASSES + " classes: were of " + classes.size());
        }
        return new TruthMeaning(answers, classes);
    }

    public Target target() {
        return switch (answers.truth()) {
            case BINARY -> new Target.Binary();
            case MULTICLASS -> new Target.Classes(classes.size());
            case REGRESSION -> new Target.Regression();
        };
    }

    /** The truth as a number; one that cannot be learned, such as an unknown class, is none of the target's. */
    public double number(String truth) throws UserProblem {
        return switch (answers.truth()) {
            case BINARY -> answers.positive().contains(truth) ? 1 : 0;
            case MULTICLASS -> known(truth);
            case REGRESSION ->
                Truths.number(truth)
                        .orElseThrow(() -> new UserProblem(
                                "a label of a regression must be a number: was " + Labels.shown(truth)));
        };
    }

    private double known(String truth) throws UserProblem {
        int at = classes.indexOf(truth);
        if (at < 0) {
            throw new UserProblem("a label must be one of the classes " + classes + ": was " + Labels.shown(truth));
        }
        return at;
    }
}
