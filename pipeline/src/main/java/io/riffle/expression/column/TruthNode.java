package io.riffle.expression.column;

import java.util.Set;

/** A part that is true, false or missing in each row. */
interface TruthNode extends Node {
    byte FALSE = 0;
    byte TRUE = 1;
    byte MISSING = 2;

    /** The truth of the rows that were opened last, not to be written to. */
    byte[] values();

    @Override
    default Set<Kind> kinds() {
        return Set.of(Kind.TRUTH, Kind.MISSING);
    }

    @Override
    default Kind kind(int row) {
        return truth(row) == MISSING ? Kind.MISSING : Kind.TRUTH;
    }

    @Override
    default byte truth(int row) {
        return values()[row];
    }
}
