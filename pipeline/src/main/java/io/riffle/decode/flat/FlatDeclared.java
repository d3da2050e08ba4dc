package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** A declared member; it may occur once. */
final class FlatDeclared extends FlatMember {
    private final int number;
    private final FlatValue value;
    private final boolean required;

    /** @param number unique within the reader */
    FlatDeclared(String name, int number, FlatValue value, boolean required) {
        super(name);
        this.number = number;
        this.value = value;
        this.required = required;
    }

    /** The same member in one more role. */
    FlatDeclared and(FlatValue other, boolean otherRequired) {
        return new FlatDeclared(name(), number, value.and(other), required || otherRequired);
    }

    @Override
    boolean read(FlatInput input, EventDraft draft) {
        if (!draft.see(number)) {
            return false;
        }
        if (input.peek() == 'n') {
            return input.takeNull(); // absent and null are the same
        }
        if (required) {
            draft.giveRequired();
        }
        return value.read(input, draft);
    }
}
