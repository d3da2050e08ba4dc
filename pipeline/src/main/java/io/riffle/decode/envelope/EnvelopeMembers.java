package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The members of one envelope, each of which may be there once. */
final class EnvelopeMembers {
    private final String name;
    private final Set<String> seen = new HashSet<>();

    /** @param name of the envelope in messages */
    EnvelopeMembers(String name) {
        this.name = name;
    }

    void checkObject(JsonParser parser) throws IOException, RefusedException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED, "the value must be a " + name + ": was " + Found.value(parser));
        }
    }

    void see(String member) throws RefusedException {
        if (!seen.add(member)) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED,
                    "a key must occur once: '" + member + "' of a " + name + " occurs twice");
        }
    }

    RefusedException missing(String member) {
        return new RefusedException(
                DeadLetterReason.MISSING_FIELD, member + " of a " + name + " must be present: was missing or null");
    }

    RefusedException wrong(String rule) {
        return new RefusedException(DeadLetterReason.MALFORMED, "a " + name + " " + rule);
    }
}
