package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads one free text of a flat event, or a category without declared values. */
record FlatTextField(int column, int maxLength) implements FlatText {
    @Override
    public boolean accept(FlatInput input, EventDraft draft) {
        // At most as many characters as bytes.
        if (input.textLength() > maxLength) {
            return false;
        }
        draft.text(column, input.text());
        return true;
    }
}
