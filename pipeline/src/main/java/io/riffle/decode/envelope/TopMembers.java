package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names at the top of a JSON object and at the top of its payload: what the whole of it may be. */
final class TopMembers {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final int MOST = 1_000;

    private final Map<String, JsonToken> members = new LinkedHashMap<>();
    private Optional<String> textWithJson = Optional.empty();

    private TopMembers() {}

    /** Of a value's object, as far as it can be read. */
    static TopMembers of(byte[] value) {
        TopMembers top = new TopMembers();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                top.read(parser, "");
            }
        } catch (IOException broken) {
            return top;
        }
        return top;
    }

    private void read(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME && members.size() < MOST) {
            String name = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            members.putIfAbsent(name, token);
            if (token == JsonToken.VALUE_STRING && textWithJson.isEmpty() && isObject(parser.getText())) {
                textWithJson = Optional.of(name);
            }
            if (name.equals("payload") && token == JsonToken.START_OBJECT) {
                read(parser, "payload.");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static boolean isObject(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{\"") && stripped.endsWith("}");
    }

    /** Whether all of these are there. */
    boolean has(String... names) {
        for (String name : names) {
            if (!members.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    boolean holdsObject(String name) {
        return members.get(name) == JsonToken.START_OBJECT;
    }

    /** The first member whose text reads like a JSON object. */
    Optional<String> textWithJson() {
        return textWithJson;
    }
}
