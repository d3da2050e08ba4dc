package io.riffle.decode;

import io.riffle.deadletter.Rejection;
import io.riffle.schema.SkipReason;
import java.util.Optional;

/** What became of a record, or of one element of its array. */
public sealed interface Decoded {
    /** It is the next row of the frame. */
    enum Accepted implements Decoded {
        ACCEPTED
    }

    /** It is set aside. */
    record Refused(Rejection why) implements Decoded {}

    /** It holds no event, and nothing is to be made of it. */
    record Skipped(SkipReason reason) implements Decoded {}

    /** Why it is set aside; empty if it is not. */
    default Optional<Rejection> rejection() {
        return this instanceof Refused refused ? Optional.of(refused.why()) : Optional.empty();
    }
}
