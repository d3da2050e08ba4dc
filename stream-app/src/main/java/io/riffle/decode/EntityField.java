package io.riffle.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.EventConfig;
import java.io.IOException;
import java.util.Optional;

/** Finds the entity of a JSON event without decoding the rest, to send the event where its entity's history is. */
public final class EntityField {
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;

    public EntityField(EventConfig event) {
        name = event.entity();
    }

    /** Empty where there is none to be read; decoding such an event says why. */
    public Optional<String> of(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean entity = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (entity) {
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
