package io.riffle.expression.column;

import java.util.Set;

/** A part that is a number in each row. */
interface NumberNode extends Node {
    /** The numbers of the rows that were opened last, not to be written to. */
    double[] values();

    @Override
    default Set<Kind> kinds() {
        return Set.of(Kind.NUMBER);
    }

    @Override
    default Kind kind(int row) {
        return Kind.NUMBER;
    }

    @Override
    default double number(int row) {
        return values()[row];
    }
}
