package io.riffle.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Finds a scalar field at the top of a JSON event without decoding the rest: its entity, or its id. */
public final class EventField {
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;

    /** A field by its name. */
    public EventField(String name) {
        this.name = name;
    }

    /** Empty if there is none to be read; decoding such an event says why. */
    public Optional<String> of(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value.isScalarValue() ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
