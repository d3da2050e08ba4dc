package io.riffle.expression;

import io.riffle.feature.FeatureTable;

/** A formula that was checked. Not thread-safe: it keeps its place in the table, so each task compiles its own. */
public interface Expression {
    /**
     * Evaluates the formula for the first rows of a table, whose schema begins with the features that the formula was
     * compiled for, and sets the values of one column. Where there is no answer (a value that is needed is missing, a
     * number without an end) the value is missing.
     *
     * @return how many rows failed, for example for the remainder of a text: they are missing, too
     */
    int evaluate(FeatureTable table, int rows, int target);
}
