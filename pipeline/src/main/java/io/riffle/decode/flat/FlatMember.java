package io.riffle.decode.flat;

import io.riffle.decode.value.EventDraft;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A member of an object of a flat event, and which one is expected after it: producers seldom change their order. */
abstract class FlatMember {
    private final String name;
    private final byte[] quotedName;
    private @Nullable FlatMember next;

    FlatMember(String name) {
        this.name = name;
        quotedName = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the value. */
    abstract boolean read(FlatInput input, EventDraft draft);

    String name() {
        return name;
    }

    /** The name with its quotes, as it stands in the event. */
    byte[] quotedName() {
        return quotedName;
    }

    /** What came after this one last time. */
    @Nullable
    FlatMember next() {
        return next;
    }

    void expectNext(FlatMember member) {
        next = member;
    }
}
