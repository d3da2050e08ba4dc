package io.riffle.format.avro;

import io.riffle.format.RegisteredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas as text. */
final class AvroSchemas {
    private AvroSchemas() {}

    /** @throws IllegalArgumentException if the file is no schema */
    static Schema read(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException | AvroRuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "event.schema must be an Avro schema: " + unreadable.getMessage() + " (" + file + ")", unreadable);
        }
    }

    /** The schema with everything that it refers to. */
    static Schema of(RegisteredSchema registered) {
        if (!registered.type().equals("AVRO")) {
            throw new SchemaParseException("its schema must be Avro: is " + registered.type());
        }
        Schema.Parser parser = new Schema.Parser();
        registered.dependencies().forEach(dependency -> parser.parse(dependency.text()));
        return parser.parse(registered.text());
    }
}
