package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads text, and takes bytes that are to be text. */
interface FlatText extends FlatValue {
    /** Takes the text that the input took last. */
    boolean accept(FlatInput input, EventDraft draft);

    @Override
    default boolean read(FlatInput input, EventDraft draft) {
        return input.takeText() && accept(input, draft);
    }
}
