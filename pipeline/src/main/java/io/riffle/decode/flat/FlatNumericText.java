package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads a category or text of a flat event that may be an integer. */
record FlatNumericText(FlatText text) implements FlatValue {
    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (input.peek() == '"') {
            return text.read(input, draft);
        }
        if (!input.takeInteger()) {
            return false;
        }
        draft.coerced();
        return text.accept(input, draft);
    }
}
