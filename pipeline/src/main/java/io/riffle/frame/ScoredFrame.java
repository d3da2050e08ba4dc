package io.riffle.frame;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame after scoring: row i of the scores, labels and outputs belongs to row i of the events. All rows were scored
 * by the same model version. Arrays may be longer than the frame.
 *
 * @param scores the number that alert rules and drift look at: a probability, or a regression's value
 * @param labels the predicted class of each row, null if the model has none
 * @param outputs the outputs that the manifest publishes
 */
public record ScoredFrame(
        EventFrame events,
        String model,
        String version,
        String variant,
        double[] scores,
        String @Nullable [] labels,
        List<OutputColumn> outputs) {
    /** Moves the kept rows together, in place and in order; row i is then the i-th kept row. */
    public void retain(BitSet kept) {
        int to = 0;
        for (int from = kept.nextSetBit(0); from >= 0; from = kept.nextSetBit(from + 1)) {
            if (from != to) {
                move(from, to);
            }
            to++;
        }
        events.retain(kept);
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
