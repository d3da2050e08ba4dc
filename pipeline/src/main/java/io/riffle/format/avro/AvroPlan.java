package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import io.riffle.format.UnreadableValueException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** How values of one writer's schema are read. Not thread-safe. */
final class AvroPlan {
    private final BoundedDecoder bytes = new BoundedDecoder();
    private final AvroTokens tokens;
    private final @Nullable ResolvingDecoder resolving;

    /**
     * @param reader the schema to read them as, with its defaults and aliases; the writer's own if it is null
     * @throws AvroRuntimeException if the two cannot be resolved
     */
    AvroPlan(Schema writer, @Nullable Schema reader) throws IOException {
        Schema read = reader == null ? writer : reader;
        tokens = new SchemaTokens().of(read);
        resolving = read.equals(writer)
                ? null
                : DecoderFactory.get().resolvingDecoder(Schema.applyAliases(writer, read), read, bytes);
    }

    /** Writes the value that begins there and ends with the array. */
    void write(byte[] value, int start, JsonGenerator out) throws IOException, UnreadableValueException {
        bytes.on(value, start);
        try {
            if (resolving == null) {
                tokens.write(bytes, out);
            } else {
                resolving.configure(bytes);
                tokens.write(resolving, out);
                resolving.drain();
            }
        } catch (EOFException | AvroRuntimeException | IndexOutOfBoundsException notOfSchema) {
            // Resolution does not check the numbers of symbols and branches.
            throw new UnreadableValueException("must be Avro of its schema: " + notOfSchema.getMessage());
        }
        if (bytes.remaining() > 0) {
            throw new UnreadableValueException(
                    "must end with its record: was followed by " + bytes.remaining() + " bytes");
        }
    }
}
