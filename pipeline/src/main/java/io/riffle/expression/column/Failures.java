package io.riffle.expression.column;

import org.jspecify.annotations.Nullable;

/**
 * The rows in which a part cannot be computed. They are kept apart from the values, which are computed in all rows alike:
 * most formulas cannot fail and pay nothing, and what a branch that is not taken would have failed for is never asked.
 */
interface Failures {
    /** Of a part that cannot fail. */
    Failures NONE = row -> null;

    /** What fails first in this row of an opened formula; null if nothing does. */
    @Nullable
    Failure at(int row);

    /** These failures and, in rows without, the others. */
    default Failures then(Failures others) {
        if (this == NONE) {
            return others;
        }
        if (others == NONE) {
            return this;
        }
        return row -> {
            Failure first = at(row);
            return first != null ? first : others.at(row);
        };
    }

    /** The others in the rows in which a condition is true, or in the rows in which it is not. */
    static Failures where(TruthNode condition, boolean holds, Failures others) {
        if (others == NONE) {
            return NONE;
        }
        return row -> (condition.truth(row) == TruthNode.TRUE) == holds ? others.at(row) : null;
    }
}
