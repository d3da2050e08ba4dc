package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object with declared members in any order. A declared key twice is refused; other keys are skipped without
 * looking for repetitions, because nothing of theirs is used.
 */
final class ObjectReader implements ValueReader {
    private final String path;
    private final boolean reportsUndeclared;
    private final Map<String, Member> members = new HashMap<>();

    private record Member(
            int number, ValueReader reader, @Nullable String field) {}

    private ObjectReader(String path, boolean reportsUndeclared) {
        this.path = path;
        this.reportsUndeclared = reportsUndeclared;
    }

    /** An object in which an undeclared key is worth a warning. */
    static ObjectReader ofFields(String path) {
        return new ObjectReader(path, true);
    }

    /** An object around the declared ones: what else it holds is none of our business. */
    static ObjectReader ofEnvelope(String path) {
        return new ObjectReader(path, false);
    }

    /** Declares a member that is a field of the event: where its value is refused, the field is named. */
    void declareField(String name, int number, ValueReader reader) {
        declare(name, number, reader, name);
    }

    /** Declares a member; its number is unique within the decoder. */
    void declare(String name, int number, ValueReader reader) {
        declare(name, number, reader, null);
    }

    private void declare(String name, int number, ValueReader reader, @Nullable String field) {
        Member known = members.get(name);
        members.put(
                name,
                known == null
                        ? new Member(number, reader, field)
                        : new Member(known.number, known.reader.and(reader), field == null ? known.field : field));
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE, path + " must be an object: was " + Found.value(parser));
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readMember(name, parser, draft);
        }
    }

    private void readMember(String name, JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        Member member = members.get(name);
        if (member == null) {
            if (reportsUndeclared) {
                draft.undeclared(name);
            }
            parser.skipChildren();
            return;
        }
        if (!draft.see(member.number)) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED, "a key must occur once: '" + Found.name(name) + "' occurs twice");
        }
        try {
            member.reader.read(parser, draft);
        } catch (RefusedException refused) {
            throw member.field == null ? refused : refused.of(member.field);
        }
    }
}
