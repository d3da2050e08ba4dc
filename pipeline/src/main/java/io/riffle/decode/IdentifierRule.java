package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What an event id or an entity must be: text of 1 to 512 characters without control characters. Identifiers become
 * Kafka keys, Redis keys and parts of log lines, so half surrogate pairs are refused too: as UTF-8 they would all be the
 * same question mark.
 */
final class IdentifierRule {
    static final int MAX_LENGTH = 512;

    private final TextRule text;

    IdentifierRule(String path) {
        text = new TextRule(path, MAX_LENGTH);
    }

    @Nullable
    String read(JsonParser parser) throws IOException, RefusedException {
        String value = text.read(parser);
        if (value != null) {
            check(value);
        }
        return value;
    }

    void check(String value) throws RefusedException {
        if (value.isEmpty()) {
            throw new RefusedException(DeadLetterReason.MISSING_FIELD, text.path() + " must not be empty: was ''");
        }
        text.checkLength(value);
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (Character.isISOControl(character)) {
                throw malformed("must not contain control characters", value);
            }
            if (Character.isSurrogate(character)) {
                if (Character.charCount(value.codePointAt(i)) == 1) {
                    throw malformed("must not contain half a surrogate pair", value);
                }
                i++;
            }
        }
    }

    RefusedException missing() {
        return new RefusedException(
                DeadLetterReason.MISSING_FIELD, text.path() + " must be present: was missing or null");
    }

    private RefusedException malformed(String rule, String value) {
        return new RefusedException(
                DeadLetterReason.MALFORMED, text.path() + " " + rule + ": was " + Found.text(value));
    }
}
