package io.riffle.model.folder;

import io.riffle.settings.Section;
import io.riffle.settings.Value;
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
        List<String> labels = labels(output.at("labels"));
        Score score = output.at("score").section(section -> Score.read(section, labels));
        int top = top(output.at("top"), labels);
        Optional<DetectionSpec> detection = detection(output.at("detection"));
        Value publish = output.at("publish");
        List<String> usual = detection.isPresent() ? List.of() : List.of(score.tensor());
        List<String> published = publish.isPresent() ? texts(publish) : usual;
        if (new HashSet<>(published).size() < published.size()) {
            publish.problem("must name each output once");
        }
        return new OutputSpec(
                score.tensor(),
                score.column(),
                output.at("label").optionalSection(label -> label.at("tensor").text()),
                labels,
                published,
                top,
                detection);
    }

    private static List<String> texts(Value list) {
        return list.items().stream().map(Value::text).toList();
    }

    private int top(Value value, List<String> labels) {
        long top = value.isPresent() ? value.count() : 0;
        if (top > labels.size() || (top > 0 && !task.isClassification())) {
            value.problem("must be at most the number of labels, and for classification only");
        }
        return (int) Math.min(top, labels.size());
    }

    private Optional<DetectionSpec> detection(Value value) {
        boolean wanted = task == ModelTask.DETECTION;
        if (wanted != value.isPresent()) {
            value.problem("must be there for the task detection, and for no other");
        }
        return value.optionalSection(new DetectionReader()::read).filter(spec -> wanted);
    }

    private List<String> labels(Value value) {
        List<String> labels = texts(value);
        if (new HashSet<>(labels).size() < labels.size()) {
            value.problem("must be different from each other");
        }
        if (task == ModelTask.BINARY_CLASSIFICATION && !labels.isEmpty() && labels.size() != 2) {
            value.problem("must be two for " + task.label());
        }
        if (task == ModelTask.REGRESSION && !labels.isEmpty()) {
            value.problem("must be absent for " + task.label());
        }
        return labels;
    }

    /** Which output and column is the score. */
    private record Score(String tensor, int column) {
        static Score read(Section section, List<String> labels) {
            return new Score(section.at("tensor").text(), column(section.at("column"), labels));
        }

        /** A number is a column, a text is the column of that class. */
        private static int column(Value value, List<String> labels) {
            if (!value.isPresent()) {
                return 0;
            }
            if (value.isText()) {
                int index = labels.indexOf(value.scalar());
                if (index < 0) {
                    value.problem("must be one of the labels " + labels);
                }
                return Math.max(0, index);
            }
            Optional<Long> column = value.whole().filter(whole -> whole >= 0 && whole <= Integer.MAX_VALUE);
            if (column.isEmpty()) {
                value.problem("must be a whole number of at least 0, or a class label");
            }
            return column.map(Long::intValue).orElse(0);
        }
    }
}
