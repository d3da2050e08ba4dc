package io.riffle.scoring;

import io.riffle.deadletter.Rejection;
import io.riffle.frame.OutputColumn;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of one batch, row by row. Arrays may be longer than the batch and are reused by the next call.
 *
 * @param scores one per row; undefined for a failed row
 * @param labels one per row, or null if the model gives no label
 * @param outputs the published outputs, all rows
 * @param failures the rows that could not be scored, and why
 */
public record ScoreResult(
        double[] scores, String @Nullable [] labels, List<OutputColumn> outputs, Map<Integer, Rejection> failures) {
    /** Moves the kept rows together, in place and in order; row i is then the i-th kept row. */
    public void retain(BitSet kept) {
        int to = 0;
        for (int from = kept.nextSetBit(0); from >= 0; from = kept.nextSetBit(from + 1)) {
            if (from != to) {
                move(from, to);
            }
            to++;
        }
    }

    private void move(int from, int to) {
        scores[to] = scores[from];
        if (labels != null) {
            labels[to] = labels[from];
        }
        for (OutputColumn output : outputs) {
            int width = output.width();
            System.arraycopy(output.values(), from * width, output.values(), to * width, width);
        }
        // Outputs of one kind share their counts: moving them again changes nothing.
        for (OutputColumn output : outputs) {
            int[] counts = output.counts();
            if (counts != null) {
                counts[to] = counts[from];
            }
        }
    }
}
