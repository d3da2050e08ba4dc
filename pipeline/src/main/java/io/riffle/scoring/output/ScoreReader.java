package io.riffle.scoring.output;

import io.riffle.deadletter.Rejection;
import io.riffle.frame.OutputColumn;
import io.riffle.model.folder.ModelManifest;
import io.riffle.model.folder.OutputSpec;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Stage;
import io.riffle.scoring.ScoreResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes scores and labels of a batch's outputs, and refuses rows whose numbers must not be published. */
public final class ScoreReader {
    /** A float32 softmax may end up this far beside [0, 1]; what is further off is no probability. */
    private static final double ROUNDING = 1e-6;

    private final OutputSpec spec;
    private final boolean probability;
    private final boolean labelled;
    private final List<OutputRows> outputs;
    private final List<OutputRows> published;
    private final OutputRows score;
    private final @Nullable OutputRows label;
    private final TopClasses top;
    private final @Nullable BoxReader boxes;
    private double[] scores = new double[0];
    private String[] labels = new String[0];

    public ScoreReader(ModelManifest manifest, List<InputRows> inputs, List<OutputRows> outputs) {
        spec = manifest.output();
        top = new TopClasses(spec.top(), spec.labels());
        boxes = spec.detection()
                .map(detection -> new BoxReader(detection, spec.labels(), inputs))
                .orElse(null);
        probability = manifest.task().isClassification();
        labelled = manifest.contract().namesClasses();
        this.outputs = outputs;
        score = named(spec.scoreTensor());
        label = spec.labelTensor().map(this::named).orElse(null);
        published = spec.publish().stream().map(this::named).toList();
    }

    private OutputRows named(String name) {
        return outputs.stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("output '" + name + "' must be bound"));
    }

    void reserve(int rows) {
        outputs.forEach(output -> output.reserve(rows));
        top.reserve(rows);
        if (boxes != null) {
            boxes.reserve(rows);
        }
        if (rows > scores.length) {
            scores = new double[rows];
            labels = new String[rows];
        }
    }

    /** The results of the rows that have not failed; adds those whose answer is unusable to the failures. */
    ScoreResult read(int rows, Map<Integer, Rejection> failures) {
        for (int row = 0; row < rows; row++) {
            if (failures.isEmpty() || !failures.containsKey(row)) {
                readRow(row, failures);
            }
        }
        return new ScoreResult(scores, labelled ? labels : null, columns(), failures);
    }

    private List<OutputColumn> columns() {
        List<OutputColumn> columns = new ArrayList<>();
        published.forEach(output -> columns.add(output.column()));
        if (spec.top() > 0) {
            columns.addAll(top.columns());
        }
        if (boxes != null) {
            columns.addAll(boxes.columns());
        }
        return columns;
    }

    private void readRow(int row, Map<Integer, Rejection> failures) {
        String problem = problem(row);
        if (problem != null) {
            failures.put(row, new Rejection(Stage.SCORE, DeadLetterReason.INVALID_SCORE, problem));
            return;
        }
        if (labelled) {
            labels[row] = label(row);
        }
        if (spec.top() > 0) {
            readTop(row);
        }
    }

    /** A single column is the probability of the second of two classes: there is nothing to order. */
    private void readTop(int row) {
        if (score.width() >= spec.labels().size()) {
            top.read(score.values(), row * score.width(), row);
        }
    }

    private @Nullable String problem(int row) {
        if (boxes != null) {
            scores[row] = boxes.read(score.values(), row * score.width(), score.width(), row);
            return unpublishable(row);
        }
        if (spec.scoreColumn() >= score.width()) {
            return "output '" + spec.scoreTensor() + "' must have the column " + spec.scoreColumn() + ": has "
                    + score.width() + " columns";
        }
        double value = score.values().number(row * score.width() + spec.scoreColumn());
        if (!Double.isFinite(value)) {
            return "the score must be a finite number: was " + value + where();
        }
        if (probability && (value < -ROUNDING || value > 1 + ROUNDING)) {
            return "the score must be a probability: was " + value + where();
        }
        scores[row] = value;
        return unpublishable(row);
    }

    private @Nullable String unpublishable(int row) {
        for (OutputRows output : published) {
            if (!output.values().finite(row * output.width(), (row + 1) * output.width())) {
                return "published outputs must be finite numbers: output '" + output.name() + "' has others";
            }
        }
        return null;
    }

    private String where() {
        return " (output '" + spec.scoreTensor() + "', column " + spec.scoreColumn() + ")";
    }

    private String label(int row) {
        if (label != null) {
            return label.values().text(row * label.width());
        }
        int width = score.width();
        int column = width == 1 ? (scores[row] >= 0.5 ? 1 : 0) : largest(row * width, width);
        return spec.labels().get(Math.min(column, spec.labels().size() - 1));
    }

    private int largest(int start, int width) {
        int largest = 0;
        for (int column = 1; column < width; column++) {
            if (score.values().number(start + column) > score.values().number(start + largest)) {
                largest = column;
            }
        }
        return largest;
    }
}
