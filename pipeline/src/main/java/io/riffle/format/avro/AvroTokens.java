package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.avro.io.Decoder;

/** Reads one value of a schema and writes it as JSON tokens. */
interface AvroTokens {
    void write(Decoder in, JsonGenerator out) throws IOException;
}
