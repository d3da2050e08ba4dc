package io.riffle.model.trees;

import java.util.BitSet;

/** What a file may have as categories. */
final class Categories {
    /** As XGBoost has it: whole numbers that a float holds. */
    private static final int MOST = 1 << 24;

    private Categories() {}

    static int checked(double[] members, int at) {
        if (at < 0 || at >= members.length || members[at] < 0 || members[at] >= MOST) {
            throw new IllegalArgumentException("categories must be whole numbers from 0 to " + MOST + ": number " + at
                    + " is " + (at < 0 || at >= members.length ? "not there" : members[at]));
        }
        return (int) members[at];
    }

    static CategorySet set(BitSet members, boolean towardsZero) {
        CategorySet set = new CategorySet(members, towardsZero);
        int runs = set.changes().size() / 2;
        if (runs > CategorySet.MOST_RUNS) {
            throw new IllegalArgumentException(
                    "a split by categories must have at most " + CategorySet.MOST_RUNS + " runs of them: has " + runs);
        }
        return set;
    }
}
