package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** Reads one kind of value of a flat event into the draft. */
@FunctionalInterface
interface FlatValue {
    /** Takes the value, which is not null; false where it is left to the complete reader, whatever the draft has by then. */
    boolean read(FlatInput input, EventDraft draft);

    /** One JSON key may have two roles, for example entity and category. */
    default FlatValue and(FlatValue other) {
        return (input, draft) -> {
            int start = input.position();
            if (!read(input, draft)) {
                return false;
            }
            input.moveTo(start);
            return other.read(input, draft);
        };
    }
}
