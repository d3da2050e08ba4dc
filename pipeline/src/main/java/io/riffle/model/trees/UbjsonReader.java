package io.riffle.model.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads Universal Binary JSON, draft 12, as far as models are written in it; big-endian, arrays also of one type. */
final class UbjsonReader {
    private static final int DEEPEST = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ByteBuffer bytes;

    private UbjsonReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** @throws IllegalArgumentException if the bytes are not what they should be */
    static JsonNode read(byte[] bytes) {
        UbjsonReader reader = new UbjsonReader(bytes);
        try {
            return reader.value(reader.marker(), 0);
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("the file must be whole: ends after " + bytes.length + " bytes", cut);
        }
    }

    private char marker() {
        char marker;
        do {
            marker = (char) (bytes.get() & 0xff);
        } while (marker == 'N');
        return marker;
    }

    private JsonNode value(char marker, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("lists and objects must be at most " + DEEPEST + " deep");
        }
        return switch (marker) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 'S', 'H' -> NODES.textNode(text());
            case 'C' -> NODES.textNode(String.valueOf((char) (bytes.get() & 0xff)));
            case 'Z' -> NODES.nullNode();
            case 'T' -> NODES.booleanNode(true);
            case 'F' -> NODES.booleanNode(false);
            case 'd' -> NODES.numberNode(bytes.getFloat());
            case 'D' -> NODES.numberNode(bytes.getDouble());
            default -> NODES.numberNode(whole(marker));
        };
    }

    private long whole(char marker) {
        return switch (marker) {
            case 'i' -> bytes.get();
            case 'U' -> bytes.get() & 0xff;
            case 'I' -> bytes.getShort();
            case 'l' -> bytes.getInt();
            case 'L' -> bytes.getLong();
            default ->
                throw new IllegalArgumentException(
                        "the file must be UBJSON: has the type '" + marker + "' at byte " + (bytes.position() - 1));
        };
    }

    private String text() {
        byte[] text = new byte[count(1)];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** How many things follow; never more than there are bytes for. */
    private int count(int least) {
        long count = whole(marker());
        if (count < 0 || count * least > bytes.remaining()) {
            throw new IllegalArgumentException("the file must be whole: " + count + " values are announced at byte "
                    + bytes.position() + ", " + bytes.remaining() + " bytes follow");
        }
        return (int) count;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = NODES.objectNode();
        Header header = header();
        for (int i = 0; header.count < 0 ? !ends('}') : i < header.count; i++) {
            String key = text();
            object.set(key, value(header.type == 0 ? marker() : header.type, depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        Header header = header();
        for (int i = 0; header.count < 0 ? !ends(']') : i < header.count; i++) {
            array.add(value(header.type == 0 ? marker() : header.type, depth + 1));
        }
        return array;
    }

    private record Header(char type, int count) {}

    private Header header() {
        char type = 0;
        if (ends('$')) {
            type = (char) (bytes.get() & 0xff);
        }
        if (ends('#')) {
            // What takes no bytes at all could be announced without end.
            boolean weightless = type == 'Z' || type == 'T' || type == 'F';
            if (weightless) {
                throw new IllegalArgumentException("lists must not be of the type '" + type + "'");
            }
            return new Header(type, count(1));
        }
        if (type != 0) {
            throw new IllegalArgumentException("a type must be followed by a count: at byte " + bytes.position());
        }
        return new Header(type, -1);
    }

    /** Whether this comes next; if so, it is taken. */
    private boolean ends(char wanted) {
        if ((bytes.get(bytes.position()) & 0xff) != wanted) {
            return false;
        }
        bytes.get();
        return true;
    }
}
