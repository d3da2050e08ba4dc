package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;

/** A member that is not declared: its value is skipped. */
final class FlatUndeclared extends FlatMember {
    private final boolean reported;
    private final FlatSkip skip;

    /** @param reported whether it is worth a warning */
    FlatUndeclared(String name, boolean reported, FlatNumber number) {
        super(name);
        this.reported = reported;
        skip = new FlatSkip(number);
    }

    @Override
    boolean read(FlatInput input, EventDraft draft) {
        if (reported) {
            draft.undeclared(name());
        }
        return skip.value(input);
    }
}
