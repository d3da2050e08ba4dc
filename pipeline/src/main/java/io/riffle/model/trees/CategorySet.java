package io.riffle.model.trees;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A set of categories, which are whole numbers from 0; a value counts as the category it is rounded down to.
 *
 * @param towardsZero whether a value between -1 and 0 counts as 0, too, as a cast in C has it
 */
record CategorySet(BitSet members, boolean towardsZero) {
    /** Members that a set may have as runs without a gap; the runtime follows each run's ends one after the other. */
    static final int MOST_RUNS = 1_000;

    boolean contains(double value) {
        if (value < 0 && !(towardsZero && value > -1)) {
            return false;
        }
        return value < members.length() && members.get((int) value);
    }

    /** From here on the answer is another one: in, out, in, and so on; before the first it is out. */
    List<Double> changes() {
        List<Double> changes = new ArrayList<>();
        for (int from = members.nextSetBit(0); from >= 0; ) {
            int to = members.nextClearBit(from);
            changes.add(from == 0 && towardsZero ? Math.nextUp(-1.0) : from);
            changes.add((double) to);
            from = members.nextSetBit(to);
        }
        return changes;
    }
}
