package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;
import io.riffle.decode.value.IdentifierRule;
import java.util.function.BiConsumer;

/**
 * Reads the id or the entity of a flat event, a text or an integer; those beyond ASCII have more rules and are left to the
 * complete reader.
 */
final class FlatIdentifier implements FlatValue {
    private final BiConsumer<EventDraft, String> role;
    private int start;
    private int length;

    FlatIdentifier(BiConsumer<EventDraft, String> role) {
        this.role = role;
    }

    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        boolean taken = input.peek() == '"' ? input.takeText() : input.takeInteger();
        if (!taken || !input.isAscii() || input.textLength() == 0 || input.textLength() > IdentifierRule.MAX_LENGTH) {
            return false;
        }
        start = input.textStart();
        length = input.textLength();
        role.accept(draft, input.text());
        return true;
    }

    /** Where the bytes of the last one begin in its event. */
    int start() {
        return start;
    }

    /** How many bytes the last one has. */
    int length() {
        return length;
    }
}
