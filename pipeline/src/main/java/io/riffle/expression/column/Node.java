package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a formula, which has a value in each row of a table. Numbers and truth are computed column by column in
 * {@link #open}, on buffers of the node's own; texts when a row is asked for, so that only what is needed is made.
 */
interface Node {
    /** Computes the columns of this part, after those of the parts it is made of. */
    void open(FeatureTable table, int rows);

    /** The kinds that a row can have. */
    Set<Kind> kinds();

    Kind kind(int row);

    /** The number, or NaN if the row has none. */
    default double number(int row) {
        return Double.NaN;
    }

    /** {@link TruthNode#TRUE}, {@link TruthNode#FALSE}, or {@link TruthNode#MISSING} if the row has neither. */
    default byte truth(int row) {
        return TruthNode.MISSING;
    }

    /** The text, or null if the row has none. */
    default @Nullable String text(int row) {
        return null;
    }
}
