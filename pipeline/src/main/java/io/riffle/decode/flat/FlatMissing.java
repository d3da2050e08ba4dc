package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;
import java.util.List;

/** Passes over the texts of a flat event that are declared to mean that there is no value. */
final class FlatMissing implements FlatValue {
    private final ByteTable<String> missing = new ByteTable<>();
    private final boolean required;
    private final FlatValue value;

    /** @param required whether somebody must say that the value is missing: the complete reader does */
    FlatMissing(List<String> missing, boolean required, FlatValue value) {
        missing.forEach(text -> this.missing.put(text, text));
        this.required = required;
        this.value = value;
    }

    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (input.peek() != '"') {
            return value.read(input, draft);
        }
        int start = input.position();
        if (!input.takeText()) {
            return false;
        }
        if (missing.find(input.bytes(), input.textStart(), input.textLength()) != null) {
            return !required;
        }
        input.moveTo(start);
        return value.read(input, draft);
    }
}
