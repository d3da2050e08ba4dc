package io.riffle.model.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads what a manifest says about a model's outputs. */
final class OutputReader {
    private final ModelTask task;

    OutputReader(ModelTask task) {
        this.task = task;
    }

    OutputSpec read(Section output) {
        List<String> labels = labels(output);
        Section score = output.section("score");
        String tensor = score.text("tensor");
        int column = column(score, labels);
        score.end();
        int top = top(output, labels);
        Optional<DetectionSpec> detection = detection(output);
        List<String> usual = detection.isPresent() ? List.of() : List.of(tensor);
        List<String> publish = output.has("publish") ? output.texts("publish") : usual;
        if (new HashSet<>(publish).size() < publish.size()) {
            output.problem("publish", "must name each output once", output.raw("publish"));
        }
        OutputSpec spec = new OutputSpec(
                tensor,
                column,
                output.optionalSection("label").map(OutputReader::labelTensor),
                labels,
                publish,
                top,
                detection);
        output.end();
        return spec;
    }

    private int top(Section output, List<String> labels) {
        long top = output.count("top");
        if (top > labels.size() || (top > 0 && !task.isClassification())) {
            output.problem(
                    "top", "must be at most the number of labels, and for classification only", output.raw("top"));
        }
        return (int) Math.min(top, labels.size());
    }

    private Optional<DetectionSpec> detection(Section output) {
        boolean wanted = task == ModelTask.DETECTION;
        if (wanted != output.has("detection")) {
            output.problem(
                    "detection", "must be there for the task detection, and for no other", output.raw("detection"));
        }
        return wanted ? output.optionalSection("detection").map(DetectionReader::read) : Optional.empty();
    }

    private static String labelTensor(Section label) {
        String tensor = label.text("tensor");
        label.end();
        return tensor;
    }

    private List<String> labels(Section output) {
        List<String> labels = output.texts("labels");
        if (new HashSet<>(labels).size() < labels.size()) {
            output.problem("labels", "must be different from each other", output.raw("labels"));
        }
        if (task == ModelTask.BINARY_CLASSIFICATION && !labels.isEmpty() && labels.size() != 2) {
            output.problem("labels", "must be two for " + task.label(), output.raw("labels"));
        }
        if (task == ModelTask.REGRESSION && !labels.isEmpty()) {
            output.problem("labels", "must be absent for " + task.label(), output.raw("labels"));
        }
        return labels;
    }

    /** A number is a column, a text is the column of that class. */
    private static int column(Section score, List<String> labels) {
        JsonNode column = score.raw("column");
        if (column.isMissingNode()) {
            return 0;
        }
        if (column.isTextual()) {
            int index = labels.indexOf(column.asText());
            if (index < 0) {
                score.problem("column", "must be one of the labels " + labels, column);
            }
            return Math.max(0, index);
        }
        if (!column.isInt() || column.asInt() < 0) {
            score.problem("column", "must be a whole number of at least 0, or a class label", column);
        }
        return column.asInt();
    }
}
