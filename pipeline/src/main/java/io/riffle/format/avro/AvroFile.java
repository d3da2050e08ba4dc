package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** An Avro container file: its records, each as JSON tokens. */
public final class AvroFile implements Closeable {
    private final DataFileStream<Boolean> records;
    private final TokensReader reader = new TokensReader();

    /** @throws IOException if it is no such file */
    public AvroFile(InputStream bytes) throws IOException {
        records = new DataFileStream<>(bytes, reader);
    }

    /** Writes the next record; false at the end of the file. */
    public boolean next(JsonGenerator out) throws IOException {
        if (!records.hasNext()) {
            // Avro takes a block that is cut for the end, and then believes that it has read it.
            if (records.hasNext()) {
                throw new EOFException("the file must end with a whole block: is cut");
            }
            return false;
        }
        reader.out = out;
        records.next();
        return true;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    /** Writes what it reads instead of giving it back. */
    private static final class TokensReader extends GenericDatumReader<Boolean> {
        private @Nullable AvroTokens tokens;
        private @Nullable JsonGenerator out;

        @Override
        public void setSchema(Schema writer) {
            super.setSchema(writer);
            tokens = new SchemaTokens().of(writer);
        }

        @Override
        public Boolean read(Boolean reuse, Decoder in) throws IOException {
            Objects.requireNonNull(tokens, "a schema").write(in, Objects.requireNonNull(out, "an output"));
            return true;
        }
    }
}
