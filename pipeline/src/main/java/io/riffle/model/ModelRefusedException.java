package io.riffle.model;

import java.util.List;

/** A model version must not score. The message names the step, and every problem found there, in the user's words. */
public final class ModelRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final RefusalStage stage;
    private final transient List<String> problems;

    public ModelRefusedException(RefusalStage stage, String problem) {
        this(stage, List.of(problem));
    }

    public ModelRefusedException(RefusalStage stage, List<String> problems) {
        super("refused at " + stage.label() + ": " + String.join("\n  ", problems));
        this.stage = stage;
        this.problems = List.copyOf(problems);
    }

    private ModelRefusedException(String where, ModelRefusedException refusal) {
        super(where + ": " + refusal.getMessage(), refusal);
        this.stage = refusal.stage;
        this.problems = refusal.problems;
    }

    /** The same refusal, saying which model it is about. */
    public ModelRefusedException of(String where) {
        return new ModelRefusedException(where, this);
    }

    public RefusalStage stage() {
        return stage;
    }

    public List<String> problems() {
        return problems;
    }
}
