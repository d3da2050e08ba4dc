package io.riffle.app.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.http.RequestException;
import java.nio.ByteBuffer;

/**
 * The inputs that stand behind the JSON of a request, one behind the other in the order of the JSON: the protocol's
 * binary tensor data extension.
 */
final class BinaryTail {
    /** The header that says where the JSON ends. */
    static final String HEADER = "Inference-Header-Content-Length";

    private final ByteBuffer bytes;
    private final boolean declared;

    private BinaryTail(ByteBuffer bytes, boolean declared) {
        this.bytes = bytes;
        this.declared = declared;
    }

    /** What stands behind the first bytes. */
    static BinaryTail after(byte[] body, int head) {
        return new BinaryTail(ByteBuffer.wrap(body, head, body.length - head), true);
    }

    /** Where the JSON is all. */
    static BinaryTail none() {
        return new BinaryTail(ByteBuffer.allocate(0), false);
    }

    /** The next bytes. */
    ByteBuffer take(String input, JsonNode size) {
        String what = "input '" + input + "' must have as " + Parameters.SIZE;
        if (!declared) {
            throw RequestException.bad("input '" + input + "' must stand behind the JSON, and the header " + HEADER
                    + " must say where the JSON ends: the header is absent");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw RequestException.bad(what + " a number of bytes: was " + TensorData.shown(size));
        }
        if (size.longValue() > bytes.remaining()) {
            throw RequestException.bad(
                    what + " at most the " + bytes.remaining() + " bytes that are left: was " + size.longValue());
        }
        int taken = size.intValue();
        ByteBuffer values = bytes.slice(bytes.position(), taken);
        bytes.position(bytes.position() + taken);
        return values;
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw RequestException.bad("the body must end with its last input: " + bytes.remaining()
                    + " bytes are left (each input behind the JSON says its " + Parameters.SIZE + ")");
        }
    }
}
