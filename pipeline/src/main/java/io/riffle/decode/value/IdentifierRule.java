package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.Identifier;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What an event id or an entity must be: 1 to 512 characters without control characters. An integer or a boolean is the
 * same as its text, so that nothing depends on the spelling. Identifiers become Kafka keys, Redis keys and parts of log
 * lines, so half surrogate pairs are refused too: as UTF-8 they would all be the same question mark.
 */
public final class IdentifierRule {
    public static final int MAX_LENGTH = 512;

    private final String role;
    private final boolean anyNumber;
    private final TextRule text;
    private final ScalarText scalars = new ScalarText();

    /** @param role the setting that declares it: id or entity */
    public IdentifierRule(String role, Identifier identifier) {
        this.role = role;
        anyNumber = identifier.type() == Identifier.Type.ANY;
        text = new TextRule(identifier.text(), MAX_LENGTH);
    }

    /** An attribute of a CloudEvent. */
    public static IdentifierRule ofAttribute(String name) {
        EventPlace place = new EventPlace.InValue(EventPath.of(name));
        return new IdentifierRule("id", new Identifier(place, Identifier.Type.EXACT));
    }

    /** Null stays null. */
    @Nullable
    public String read(JsonParser parser) throws IOException, RefusedException {
        String value = switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> scalars.of(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case START_OBJECT, START_ARRAY -> throw wrongType(parser, "declare the path of what is inside of it");
            default -> throw wrongType(parser, "declare where else it is");
        };
        if (value != null) {
            check(value);
        }
        return value;
    }

    private String fraction(JsonParser parser) throws IOException, RefusedException {
        String value = anyNumber ? scalars.of(parser) : null;
        if (value == null) {
            throw wrongType(parser, "declare `" + role + ": {path: " + text.path() + ", type: any}`");
        }
        return value;
    }

    private RefusedException wrongType(JsonParser parser, String setting) throws IOException {
        String advice = anyNumber ? "" : " (" + setting + ")";
        return new RefusedException(
                DeadLetterReason.WRONG_TYPE,
                text.path() + " must be text, " + (anyNumber ? "a number" : "an integer") + " or a boolean: was "
                        + Found.value(parser) + advice);
    }

    public void check(String value) throws RefusedException {
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

    public RefusedException missing() {
        String otherwise = role.equals("id")
                ? " (`id: {from: position}` is for events without one)"
                : " (`entity: {from: key}` takes the record key)";
        return new RefusedException(
                DeadLetterReason.MISSING_FIELD, text.path() + " must be present: was missing or null" + otherwise);
    }

    private RefusedException malformed(String rule, String value) {
        return new RefusedException(
                DeadLetterReason.MALFORMED, text.path() + " " + rule + ": was " + Found.text(value));
    }
}
