package io.riffle.model.trees;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import io.riffle.settings.ShownText;
import java.util.List;
import java.util.StringJoiner;

/**
 * Whether a written model answers as the file that it comes from.
 *
 * @param rows how many were compared
 * @param largest difference of two scores
 */
public record TreeProof(int rows, double largest) {
    /** Of the score where that is larger than 1. */
    static final double TOLERANCE = 1e-6;

    private static final int MOST_SHOWN = 12;
    private static final int BATCH = 1_000;

    /** A written model, as whoever runs it answers: for each row its scores. */
    public interface Written {
        double[][] scores(List<double[]> rows) throws ModelRefusedException;
    }

    /** @throws ModelRefusedException with the row on which both differ */
    static TreeProof of(TreeModel model, Written written) throws ModelRefusedException {
        List<double[]> rows = TreeRows.of(model);
        double largest = 0;
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<double[]> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            double[][] scores = written.scores(batch);
            for (int i = 0; i < batch.size(); i++) {
                largest = Math.max(largest, difference(model, batch.get(i), scores[i]));
            }
        }
        return new TreeProof(rows.size(), largest);
    }

    private static double difference(TreeModel model, double[] row, double[] found) throws ModelRefusedException {
        double[] wanted = model.scores(row);
        double largest = 0;
        for (int output = 0; output < wanted.length; output++) {
            double difference = wanted[output] == found[output] ? 0 : Math.abs(wanted[output] - found[output]);
            if (!(difference <= TOLERANCE * Math.max(1, Math.abs(wanted[output])))) {
                throw new ModelRefusedException(
                        RefusalStage.GOLDEN,
                        "the converted model must score as the file does, " + wanted[output] + " within " + TOLERANCE
                                + ": was " + found[output] + " in output " + output + " for " + shown(model, row));
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    private static String shown(TreeModel model, double[] row) {
        StringJoiner shown = new StringJoiner(", ", "{", row.length > MOST_SHOWN ? ", ...}" : "}");
        for (int column = 0; column < Math.min(MOST_SHOWN, row.length); column++) {
            shown.add(ShownText.cut(model.columns().get(column).feature()) + ": " + row[column]);
        }
        return shown.toString();
    }
}
