package io.riffle.enrichment.redis;

import io.netty.buffer.ByteBuf;
import io.riffle.config.ProfileField;
import io.riffle.feature.FeatureType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The declared fields and the parts of {@code HMGET key field field ...} that are the same for every entity, encoded
 * once: writing a command then copies two byte arrays and the key.
 */
final class HashFields {
    private final List<ProfileField> fields;
    private final byte[] beforeKey;
    private final byte[] afterKey;
    private final Map<String, Integer> numbers = new HashMap<>();

    HashFields(List<ProfileField> fields) {
        this.fields = List.copyOf(fields);
        beforeKey = ascii("*" + (fields.size() + 2) + "\r\n$5\r\nHMGET\r\n");
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (ProfileField field : fields) {
            byte[] name = field.storedName().getBytes(StandardCharsets.UTF_8);
            names.writeBytes(ascii("$" + name.length + "\r\n"));
            names.writeBytes(name);
            names.writeBytes(ascii("\r\n"));
            numbers.put(field.storedName(), numbers.size());
        }
        afterKey = names.toByteArray();
    }

    int size() {
        return fields.size();
    }

    String name(int field) {
        return fields.get(field).name();
    }

    FeatureType type(int field) {
        return fields.get(field).type();
    }

    /** Which field stands under a name; -1 if none does. */
    int stored(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** Writes {@code HMGET}. */
    void encode(ByteBuf target, byte[] key) {
        target.writeBytes(beforeKey);
        target.writeByte('$');
        target.writeCharSequence(Integer.toString(key.length), StandardCharsets.US_ASCII);
        target.writeShort('\r' << 8 | '\n');
        target.writeBytes(key);
        target.writeShort('\r' << 8 | '\n');
        target.writeBytes(afterKey);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
