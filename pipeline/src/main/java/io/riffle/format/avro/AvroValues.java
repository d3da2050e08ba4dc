package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.format.FramedValue;
import io.riffle.format.Framing;
import io.riffle.format.SchemaKey;
import io.riffle.format.SchemaSource;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.ValueFormat;
import io.riffle.frame.FrameRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Record values in Avro: with the id of the writer's schema, which a registry knows; or of the one declared schema, alone
 * or with its fingerprint before them (single-object encoding).
 */
public final class AvroValues implements ValueFormat {
    private static final int MARKER = 0xC301;
    private static final int FINGERPRINT_END = 10;

    private final Framing framing;
    private final Optional<SchemaSource> source;
    private final @Nullable Schema declared;
    private final @Nullable AvroPlan alone;
    private final long fingerprint;
    private final Map<SchemaKey, AvroPlan> plans;

    /**
     * @param source empty if values are written with the declared schema
     * @throws IllegalArgumentException if the declared schema is none
     */
    public AvroValues(EventFormatConfig config, Optional<SchemaSource> source) {
        this.source = source;
        framing = Framing.of(config.registry());
        declared = config.schema().map(AvroSchemas::read).orElse(null);
        alone = declared == null ? null : plan(declared);
        fingerprint = declared == null ? 0 : SchemaNormalization.parsingFingerprint64(declared);
        int most = config.registry().map(registry -> registry.schemas()).orElse(1);
        plans = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SchemaKey, AvroPlan> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public void write(FrameRow row, byte[] value, JsonGenerator tokens) throws IOException, UnreadableValueException {
        if (isSingleObject(value)) {
            single(value, tokens);
            return;
        }
        if (source.isEmpty()) {
            required().write(value, 0, tokens);
            return;
        }
        FramedValue framed = framing.read(row, value);
        if (framed.key().isEmpty()) {
            throw new UnreadableValueException("must begin with the id of its schema (0x00 and "
                    + "four or eight bytes), or have it in a header: begins with "
                    + String.format("0x%02X", value[0]) + " (without event.registry values have none)");
        }
        plan(framed.key().get()).write(value, framed.start(), tokens);
    }

    private AvroPlan required() throws UnreadableValueException {
        if (alone == null) {
            throw new UnreadableValueException("must be of the schema that event.schema names: none is declared");
        }
        return alone;
    }

    private static boolean isSingleObject(byte[] value) {
        return value.length >= FINGERPRINT_END && ((value[0] & 0xFF) << Byte.SIZE | (value[1] & 0xFF)) == MARKER;
    }

    private void single(byte[] value, JsonGenerator tokens) throws IOException, UnreadableValueException {
        long found = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        AvroPlan plan = required();
        if (found != fingerprint) {
            throw new UnreadableValueException("must have the fingerprint of event.schema, "
                    + String.format("%016x: has %016x", fingerprint, found));
        }
        plan.write(value, FINGERPRINT_END, tokens);
    }

    private AvroPlan plan(SchemaKey key) throws IOException, UnreadableValueException {
        AvroPlan known = plans.get(key);
        if (known != null) {
            return known;
        }
        try {
            AvroPlan plan = new AvroPlan(AvroSchemas.of(source.orElseThrow().find(key)), declared);
            plans.put(key, plan);
            return plan;
        } catch (AvroRuntimeException notReadable) {
            throw new UnreadableValueException(
                    "must have a schema that can be read: " + key + ": " + notReadable.getMessage());
        }
    }

    private static AvroPlan plan(Schema schema) {
        try {
            return new AvroPlan(schema, null);
        } catch (IOException impossible) {
            throw new IllegalArgumentException("event.schema must be readable: " + impossible, impossible);
        }
    }
}
