package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EnvelopeConfig;
import io.riffle.decode.value.Found;
import io.riffle.decode.value.JsonText;
import io.riffle.decode.value.RefusedException;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds the event under a path in what an envelope holds; it is an object there, or text with JSON inside. */
final class PayloadPath {
    private final String path;
    private final String[] steps;
    private final JsonText text;

    /** @param text reads JSON inside of texts */
    PayloadPath(String path, JsonText text) {
        this.path = path;
        this.text = text;
        steps = path.equals(EnvelopeConfig.WHOLE) ? new String[0] : path.split("\\.", -1);
    }

    /** Hands over what is under the path of what is given. */
    EventContents into(EventContents inner) {
        return new EventContents() {
            @Override
            public void event(JsonParser parser, ConnectTypes types) throws IOException, RefusedException {
                if (!descend(0, parser, types, inner)) {
                    throw missing();
                }
            }

            @Override
            public void time(long milliseconds) throws RefusedException {
                inner.time(milliseconds);
            }
        };
    }

    private boolean descend(int step, JsonParser parser, ConnectTypes types, EventContents inner)
            throws IOException, RefusedException {
        if (step == steps.length) {
            payload(parser, types, inner);
            return true;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return false;
        }
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!name.equals(steps[step])) {
                parser.skipChildren();
                continue;
            }
            if (found) {
                throw refused(
                        DeadLetterReason.MALFORMED, "must be there once: '" + Found.name(name) + "' occurs twice");
            }
            found = descend(step + 1, parser, types.member(name), inner);
        }
        return found;
    }

    private void payload(JsonParser parser, ConnectTypes types, EventContents inner)
            throws IOException, RefusedException {
        switch (parser.currentToken()) {
            case START_OBJECT -> inner.event(parser, types);
            case VALUE_NULL -> throw missing();
            case VALUE_STRING -> inText(parser.getText(), inner);
            default ->
                throw refused(
                        DeadLetterReason.WRONG_TYPE,
                        "must be an object, or text with one inside: was " + Found.value(parser));
        }
    }

    private void inText(String json, EventContents inner) throws IOException, RefusedException {
        if (json.isBlank()) {
            throw refused(DeadLetterReason.WRONG_TYPE, "must be text with a JSON object inside: was blank");
        }
        try (JsonParser parser = text.open(json.getBytes(StandardCharsets.UTF_8))) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw refused(
                        DeadLetterReason.WRONG_TYPE, "must be text with a JSON object inside: was " + Found.text(json));
            }
            inner.event(parser, ConnectTypes.NONE);
            if (parser.nextToken() != null) {
                throw refused(
                        DeadLetterReason.MALFORMED,
                        "must end with the JSON object: was followed by " + Found.value(parser));
            }
        }
    }

    private RefusedException missing() {
        return refused(DeadLetterReason.MISSING_FIELD, "must be present: was missing or null");
    }

    private RefusedException refused(DeadLetterReason reason, String rule) {
        String where = steps.length == 0 ? "the value" : path;
        return new RefusedException(reason, where + " (payload-in) " + rule);
    }
}
