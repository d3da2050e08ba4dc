package io.riffle.model.trees;

import io.riffle.feature.ColumnSpec;
import io.riffle.feature.TensorSpec;
import io.riffle.feature.TensorType;
import io.riffle.model.folder.ModelTask;
import io.riffle.onnx.ElementType;
import java.util.List;

/**
 * A model of trees as its file describes it.
 *
 * @param columns what it reads, in order
 * @param type what a value is rounded to before anything looks at it
 * @param sums before they become scores
 * @param origin what else the file says
 */
public record TreeModel(List<ColumnSpec> columns, TensorType type, Sums sums, Link link, Origin origin) {
    static final String INPUT = "features";

    public TreeModel {
        columns = List.copyOf(columns);
    }

    /**
     * What a file says about itself.
     *
     * @param program with its version, such as {@code XGBoost 1.7.4}
     * @param objective as the program calls it
     * @param notes what whoever registers the model should know
     */
    public record Origin(String program, String objective, ModelTask task, List<String> notes) {
        public Origin {
            notes = List.copyOf(notes);
        }
    }

    /** The scores of a row, whose values are rounded to the input's type already. */
    public double[] scores(double[] row) {
        return link.of(sums.of(row));
    }

    /** How many scores a row has. */
    public int outputs() {
        return sums.outputs();
    }

    /** The only input, as a manifest describes it. */
    public TensorSpec input() {
        return new TensorSpec(INPUT, type, columns);
    }

    /** The only output. */
    public String output() {
        if (!origin.task().isClassification()) {
            return "prediction";
        }
        return outputs() == 1 ? "probability" : "probabilities";
    }

    ElementType elementType() {
        return type == TensorType.FLOAT32 ? ElementType.FLOAT32 : ElementType.FLOAT64;
    }

    /** A value as the input holds it. */
    double rounded(double value) {
        return type == TensorType.FLOAT32 ? (float) value : value;
    }
}
