package io.riffle.routing;

import io.riffle.frame.OutputColumn;
import io.riffle.frame.ScoredFrame;
import java.util.ArrayList;
import java.util.List;

/** The parts of a prediction that stay the same while one model version scores under one variant. */
final class ModelText {
    static final ModelText NONE = new ModelText("", "", "", List.of());

    private final String model;
    private final String version;
    private final String variantName;
    private final List<OutputText> outputs;
    private final byte[] nameAndVersion;
    private final byte[] variant;

    private ModelText(String model, String version, String variantName, List<OutputText> outputs) {
        this.model = model;
        this.version = version;
        this.variantName = variantName;
        this.outputs = outputs;
        nameAndVersion = new Fragment()
                .raw(",\"model_name\":")
                .string(model)
                .raw(",\"model_version\":")
                .string(version)
                .raw(",\"outputs\":[")
                .bytes();
        variant = new Fragment()
                .raw(",\"variant\":")
                .string(variantName)
                .raw(",\"entity\":")
                .bytes();
    }

    /** The text for that frame: this one, or a new one where another model scored it. */
    ModelText of(ScoredFrame frame) {
        if (fits(frame)) {
            return this;
        }
        List<OutputText> texts = new ArrayList<>();
        for (OutputColumn column : frame.outputs()) {
            texts.add(new OutputText(column, texts.isEmpty()));
        }
        return new ModelText(frame.model(), frame.version(), frame.variant(), texts);
    }

    byte[] nameAndVersion() {
        return nameAndVersion;
    }

    byte[] variant() {
        return variant;
    }

    void outputs(ScoredFrame frame, int row, JsonBuffer json) {
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).write(frame.outputs().get(i), row, json);
        }
    }

    private boolean fits(ScoredFrame frame) {
        return this != NONE
                && model.equals(frame.model())
                && version.equals(frame.version())
                && variantName.equals(frame.variant())
                && fits(frame.outputs());
    }

    private boolean fits(List<OutputColumn> columns) {
        if (columns.size() != outputs.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!outputs.get(i).fits(columns.get(i))) {
                return false;
            }
        }
        return true;
    }
}
