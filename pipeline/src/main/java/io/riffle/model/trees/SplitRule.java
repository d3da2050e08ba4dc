package io.riffle.model.trees;

/** Which of two ways a value goes at a node. */
sealed interface SplitRule {
    boolean goesLeft(double value);

    /**
     * Numbers below a threshold go left.
     *
     * @param orEqual whether the threshold itself goes left, too
     * @param missingLeft where a missing number goes
     */
    record Below(double threshold, boolean orEqual, boolean missingLeft) implements SplitRule {
        @Override
        public boolean goesLeft(double value) {
            if (Double.isNaN(value)) {
                return missingLeft;
            }
            return value < threshold || (orEqual && value == threshold);
        }
    }

    /**
     * Categories of a set go one way, everything else the other.
     *
     * @param listedLeft whether the set goes left
     * @param missingLeft where a missing value goes
     */
    record Listed(CategorySet set, boolean listedLeft, boolean missingLeft) implements SplitRule {
        @Override
        public boolean goesLeft(double value) {
            if (Double.isNaN(value)) {
                return missingLeft;
            }
            return set.contains(value) == listedLeft;
        }
    }
}
