package io.riffle.app.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.app.http.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a request's body, each with the very bytes it came in: what is refused in the stream must be refused
 * here, down to the way a number is written.
 *
 * @param many whether they came as a list
 */
record EventBody(List<byte[]> events, boolean many) {
    private static final JsonFactory JSON = new JsonFactory();

    static EventBody of(byte[] body) {
        int start = 0;
        while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
            start++;
        }
        if (start == body.length) {
            throw RequestException.bad("the body must be an event, or a list of events: was empty");
        }
        return body[start] == '[' ? new EventBody(split(body), true) : new EventBody(List.of(body), false);
    }

    private static List<byte[]> split(byte[] body) {
        List<byte[]> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw RequestException.bad(
                            "the list must hold events, which are JSON objects: event " + events.size() + " is none");
                }
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                events.add(Arrays.copyOfRange(body, from, to));
            }
            if (parser.nextToken() != null) {
                throw RequestException.bad("the body must end with the list: was followed by something");
            }
        } catch (IOException broken) {
            throw RequestException.bad("the list must be JSON: event " + events.size() + " does not end well");
        }
        if (events.isEmpty()) {
            throw RequestException.bad("the list must hold at least one event: was empty");
        }
        return events;
    }
}
