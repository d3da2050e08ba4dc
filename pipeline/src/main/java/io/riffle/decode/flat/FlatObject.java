package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;
import org.jspecify.annotations.Nullable;

/** Reads an object of a flat event, as {@link io.riffle.decode.value.ObjectReader} does. */
final class FlatObject implements FlatValue {
    /** Longer names are no usual ones. */
    private static final int LONGEST_NAME = 1_000;

    private final boolean reportsUndeclared;
    private final FlatNumber number;
    private final ByteTable<FlatDeclared> members = new ByteTable<>();
    private final FlatMember start;

    /**
     * An object without members yet.
     *
     * @param reportsUndeclared whether an undeclared key is worth a warning
     * @param number reads numbers that are skipped
     */
    FlatObject(boolean reportsUndeclared, FlatNumber number) {
        this.reportsUndeclared = reportsUndeclared;
        this.number = number;
        start = new FlatUndeclared("", false, number);
    }

    /** Declares a member, or one more role of one that is declared. */
    void declare(FlatDeclared member) {
        members.put(member.name(), member);
    }

    @Nullable
    FlatDeclared declared(String name) {
        return members.find(name);
    }

    @Override
    public boolean read(FlatInput input, EventDraft draft) {
        if (!input.take('{')) {
            return false;
        }
        input.skipSpace();
        if (input.take('}')) {
            return true;
        }
        FlatMember member = start;
        do {
            input.skipSpace();
            member = member(input, member);
            if (member == null || !readValue(member, input, draft)) {
                return false;
            }
            input.skipSpace();
        } while (input.take(','));
        return input.take('}');
    }

    private static boolean readValue(FlatMember member, FlatInput input, EventDraft draft) {
        input.skipSpace();
        if (!input.take(':')) {
            return false;
        }
        input.skipSpace();
        return member.read(input, draft);
    }

    /** Takes the name of a member. */
    private @Nullable FlatMember member(FlatInput input, FlatMember previous) {
        FlatMember expected = previous.next();
        if (expected != null && input.take(expected.quotedName())) {
            return expected;
        }
        if (!input.takeText() || input.textLength() > LONGEST_NAME) {
            return null;
        }
        FlatMember found = members.find(input.bytes(), input.textStart(), input.textLength());
        if (found == null) {
            found = new FlatUndeclared(input.text(), reportsUndeclared, number);
        }
        previous.expectNext(found);
        return found;
    }
}
