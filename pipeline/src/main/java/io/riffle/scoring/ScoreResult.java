package io.riffle.scoring;

import io.riffle.deadletter.Rejection;
import io.riffle.frame.OutputColumn;
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
        double[] scores, String @Nullable [] labels, List<OutputColumn> outputs, Map<Integer, Rejection> failures) {}
