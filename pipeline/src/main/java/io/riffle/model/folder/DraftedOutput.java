package io.riffle.model.folder;

import io.riffle.model.graph.ClassifierOutputs;
import io.riffle.model.graph.GraphSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a graph tells about its outputs: which holds the score, what classes there are, which holds the label.
 *
 * @param labels in the order of the score's columns; empty if the graph does not tell
 * @param operator that makes the score
 */
record DraftedOutput(GraphSummary.Port score, List<String> labels, Optional<GraphSummary.Port> label, String operator) {
    static DraftedOutput of(GraphSummary graph, ClassifierOutputs classes) {
        GraphSummary.Port score = score(graph);
        List<String> labels = classes.labels(score.name());
        Optional<GraphSummary.Port> label = labels.isEmpty() ? Optional.empty() : label(graph, score);
        return new DraftedOutput(score, labels, label, classes.operator(score.name()));
    }

    /** The first output of floating-point numbers or maps; labels are of other types. */
    private static GraphSummary.Port score(GraphSummary graph) {
        return graph.outputs().stream()
                .filter(output ->
                        output.type().startsWith("float") || output.type().equals("sequence"))
                .findFirst()
                .orElse(graph.outputs().get(0));
    }

    private static Optional<GraphSummary.Port> label(GraphSummary graph, GraphSummary.Port score) {
        return graph.outputs().stream()
                .filter(output -> !output.equals(score))
                .filter(output -> output.type().equals("int64") || output.type().equals("string"))
                .findFirst();
    }

    ModelTask task() {
        if (labels.size() > 2) {
            return ModelTask.MULTICLASS_CLASSIFICATION;
        }
        if (labels.size() == 2 || score.shape().endsWith(", 2]")) {
            return ModelTask.BINARY_CLASSIFICATION;
        }
        boolean one = score.shape().endsWith(", 1]") || !score.shape().contains(",");
        return one ? ModelTask.REGRESSION : ModelTask.MULTICLASS_CLASSIFICATION;
    }

    /** Of two classes the second is asked for. */
    private int column() {
        boolean single = score.shape().endsWith(", 1]")
                || (!score.shape().contains(",") && !score.type().equals("sequence"));
        return task() == ModelTask.BINARY_CLASSIFICATION && !single ? 1 : 0;
    }

    String text() {
        StringBuilder yaml = new StringBuilder("output:\n  score: {tensor: ");
        yaml.append(InputsText.name(score.name())).append(", column: ").append(column());
        yaml.append("}        # FILL IN: which column of ").append(score).append('\n');
        label.ifPresent(output -> yaml.append("  label: {tensor: ")
                .append(InputsText.name(output.name()))
                .append("}\n"));
        if (!labels.isEmpty()) {
            yaml.append("  labels: ").append(InputsText.json(labels)).append('\n');
        }
        return yaml.toString();
    }

    List<String> toFillIn() {
        List<String> toDo = new ArrayList<>();
        toDo.add("output.score: the output and column that is the score (guessed: " + score.name() + ", column "
                + column() + ")");
        if (labels.isEmpty()) {
            toDo.add("output.labels: the class names in column order, where there are classes");
        }
        if (operator.equals("LogSoftmax")) {
            toDo.add("output.score: are logarithms of probabilities (LogSoftmax): limits of alerts are logarithms, too;"
                    + " export the model with a Softmax for probabilities");
        }
        if (operator.startsWith("SVM") || operator.equals("LinearClassifier")) {
            toDo.add("output.score: may be distances from the boundary, not probabilities: " + operator);
        }
        return toDo;
    }
}
