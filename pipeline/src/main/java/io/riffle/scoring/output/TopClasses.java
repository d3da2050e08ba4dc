package io.riffle.scoring.output;

import io.riffle.feature.TensorType;
import io.riffle.frame.OutputColumn;
import java.util.List;

/** The most likely classes of each row, the likeliest first. */
public final class TopClasses {
    private final int count;
    private final List<String> labels;
    private String[] classes = new String[0];
    private double[] scores = new double[0];

    public TopClasses(int count, List<String> labels) {
        this.count = Math.min(count, labels.size());
        this.labels = labels;
    }

    public void reserve(int rows) {
        if (scores.length < rows * count) {
            classes = new String[rows * count];
            scores = new double[rows * count];
        }
    }

    /** Takes the classes of one row, whose scores begin there; of equal ones the first counts. */
    public void read(OutputValues<?> values, int start, int row) {
        int first = row * count;
        int taken = 0;
        for (int label = 0; label < labels.size(); label++) {
            double score = values.number(start + label);
            int at = taken;
            while (at > 0 && scores[first + at - 1] < score) {
                at--;
            }
            if (at < count) {
                insert(first, at, taken, labels.get(label), score);
                taken = Math.min(count, taken + 1);
            }
        }
    }

    private void insert(int first, int at, int taken, String label, double score) {
        for (int i = Math.min(taken, count - 1); i > at; i--) {
            classes[first + i] = classes[first + i - 1];
            scores[first + i] = scores[first + i - 1];
        }
        classes[first + at] = label;
        scores[first + at] = score;
    }

    public List<OutputColumn> columns() {
        return List.of(
                new OutputColumn(OutputColumn.TOP_CLASSES, TensorType.STRING, count, classes),
                new OutputColumn(OutputColumn.TOP_SCORES, TensorType.FLOAT64, count, scores));
    }
}
