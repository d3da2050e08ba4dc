package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads one declared boolean of a flat event: true, false, 0 or 1. */
record FlatTruthField(int column, FlatNumber number) implements FlatValue {
    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (input.takeTrue()) {
            draft.number(column, 1);
            return true;
        }
        if (input.takeFalse()) {
            draft.number(column, 0);
            return true;
        }
        if (!number.take(input) || !number.isInteger() || (number.value() != 0 && number.value() != 1)) {
            return false;
        }
        draft.number(column, number.value());
        return true;
    }
}
