package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.http.JsonText;
import io.riffle.app.http.RequestException;
import io.riffle.settings.ShownText;
import org.jspecify.annotations.Nullable;

/** A request's body: JSON, and behind it the inputs that are sent as bytes. */
record InferBody(JsonNode head, BinaryTail tail) {
    /**
     * Takes a body apart.
     *
     * @param header where the JSON ends; null if it is all
     * @throws RequestException 400 if the header or the JSON is wrong
     */
    static InferBody of(byte[] body, @Nullable String header) {
        if (header == null) {
            return new InferBody(JsonText.WITH_NAN.read(body, body.length), BinaryTail.none());
        }
        int length = length(header.strip(), body.length);
        return new InferBody(JsonText.WITH_NAN.read(body, length), BinaryTail.after(body, length));
    }

    private static int length(String header, int most) {
        boolean number = header.matches("\\d{1,9}");
        if (!number || Integer.parseInt(header) > most) {
            throw RequestException.bad(BinaryTail.HEADER + " must be the length of the JSON, at most the body's " + most
                    + ": was '" + ShownText.cut(header) + "'");
        }
        return Integer.parseInt(header);
    }

    InferRequest request() {
        return InferJson.request(head, tail);
    }
}
