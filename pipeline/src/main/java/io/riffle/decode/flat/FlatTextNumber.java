package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads a number of a flat event that may be in quotes. */
record FlatTextNumber(FlatNumberField field) implements FlatValue {
    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (!input.take('"')) {
            return field.read(input, draft);
        }
        draft.coerced();
        return field.read(input, draft) && input.take('"');
    }
}
