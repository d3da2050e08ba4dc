package io.riffle.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.riffle.config.event.EventPath;
import io.riffle.config.event.EventPath.Member;
import io.riffle.config.event.EventPath.Step;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.Identifier;
import io.riffle.decode.value.ScalarText;
import io.riffle.frame.FrameRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds one text, number or boolean of an event without decoding the rest: its entity, its id, its time. */
public final class EventField {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final EventPlace place;
    private final boolean exact;
    private final ScalarText scalars = new ScalarText();

    /** A member at the top, by its name. */
    public EventField(String name) {
        this(new EventPlace.InValue(EventPath.of(name)), false);
    }

    /** An id or an entity, as the decoder reads it. */
    public EventField(Identifier identifier) {
        this(identifier.place(), identifier.type() == Identifier.Type.EXACT);
    }

    private EventField(EventPlace place, boolean exact) {
        this.place = place;
        this.exact = exact;
    }

    /** An event time, as it is written. */
    static EventField of(EventPlace place) {
        return new EventField(place, false);
    }

    /** Of an event alone; empty if there is none to be read. Decoding such an event says why. */
    public Optional<String> of(byte[] event) {
        return place.valuePath().flatMap(path -> find(event, path));
    }

    /** Of an event in its record; empty if there is none to be read. */
    public Optional<String> of(FrameRow row) {
        if (place instanceof EventPlace.Position) {
            return Optional.of(row.positionName());
        }
        if (place instanceof EventPlace.InHeader header) {
            return text(row.header(header.name()));
        }
        if (place instanceof EventPlace.InKey key) {
            byte[] bytes = row.key();
            return key.path().isEmpty() || bytes == null
                    ? text(bytes)
                    : key.path().flatMap(path -> find(bytes, path));
        }
        byte[] value = row.value();
        return value == null ? Optional.empty() : of(value);
    }

    private static Optional<String> text(byte @Nullable [] bytes) {
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private Optional<String> find(byte[] json, EventPath path) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return find(parser, path.steps());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<String> find(JsonParser parser, List<Step> steps) throws IOException {
        for (Step step : steps) {
            boolean found = step instanceof Member member
                    ? member(parser, member.name())
                    : step instanceof EventPath.Element element && element(parser, element.index());
            if (!found) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(scalar(parser));
    }

    private static boolean member(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String each = parser.nextFieldName(); each != null; each = parser.nextFieldName()) {
            parser.nextToken();
            if (each.equals(name)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean element(JsonParser parser, int index) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        for (int at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
            if (at == index) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private @Nullable String scalar(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        boolean refused = exact && parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        return refused ? null : scalars.of(parser);
    }
}
