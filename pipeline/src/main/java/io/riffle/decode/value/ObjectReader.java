package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.riffle.config.event.DuplicateKeys;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Reads an object with declared members in any order. A declared key twice is refused, unless the last one is declared to
 * count; other keys are skipped without looking for repetitions, because nothing of theirs is used.
 */
public final class ObjectReader implements ValueReader {
    private final String path;
    private final boolean reportsUndeclared;
    private final DuplicateKeys duplicates;
    private final Map<String, Member> members = new HashMap<>();

    private record Member(int number, ValueReader reader) {}

    /**
     * An object without members yet.
     *
     * @param reportsUndeclared whether an undeclared key is worth a warning; in an object around the declared ones it is
     *     none of our business
     */
    public ObjectReader(String path, boolean reportsUndeclared, DuplicateKeys duplicates) {
        this.path = path;
        this.reportsUndeclared = reportsUndeclared;
        this.duplicates = duplicates;
    }

    /**
     * Declares a member, or one more role of one that is declared.
     *
     * @param number unique within the decoder
     */
    public void declare(String name, int number, ValueReader reader) {
        Member known = members.get(name);
        members.put(
                name, known == null ? new Member(number, reader) : new Member(known.number, known.reader.and(reader)));
    }

    /** The number of a member that is declared. */
    public OptionalInt number(String name) {
        Member known = members.get(name);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known.number);
    }

    @Override
    public void read(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw noObject(parser);
        }
        if (duplicates == DuplicateKeys.LAST) {
            readLast(parser, draft);
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readMember(name, parser, draft);
        }
    }

    private RefusedException noObject(JsonParser parser) throws IOException {
        boolean array = parser.currentToken() == JsonToken.START_ARRAY;
        return new RefusedException(
                DeadLetterReason.WRONG_TYPE,
                path + " must be an object: was " + Found.value(parser)
                        + (array ? " (declare which element: " + path + "[0])" : ""));
    }

    private void readMember(String name, JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        Member member = members.get(name);
        if (member == null) {
            skip(name, parser, draft);
            return;
        }
        if (!draft.see(member.number)) {
            throw new RefusedException(
                    DeadLetterReason.MALFORMED,
                    "a key must occur once: '" + Found.name(name)
                            + "' occurs twice (`duplicate-keys: last` takes the last one)");
        }
        member.reader.read(parser, draft);
    }

    private void skip(String name, JsonParser parser, EventDraft draft) throws IOException {
        if (reportsUndeclared) {
            draft.undeclared(name);
        }
        parser.skipChildren();
    }

    /** Nothing is read before the last value of a key is known: what the ones before it are does not matter. */
    private void readLast(JsonParser parser, EventDraft draft) throws IOException, RefusedException {
        Map<String, TokenBuffer> values = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (members.containsKey(name)) {
                values.put(name, Tokens.of(parser));
            } else {
                skip(name, parser, draft);
            }
        }
        for (Map.Entry<String, TokenBuffer> each : values.entrySet()) {
            Member member = members.get(each.getKey());
            if (member != null) {
                Tokens.read(each.getValue(), member.reader, draft);
            }
        }
    }
}
