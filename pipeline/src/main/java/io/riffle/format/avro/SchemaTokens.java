package io.riffle.format.avro;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Makes the readers of a schema, once. A record and a map become objects, an array an array, an enum its symbol, a value
 * of a union itself, without a name around it; see {@link ScalarTokens} for the rest.
 */
final class SchemaTokens {
    /** Records by full name: a schema may contain itself. */
    private final Map<String, RecordTokens> records = new HashMap<>();

    AvroTokens of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> symbols(schema.getEnumSymbols());
            case ARRAY -> array(of(schema.getElementType()));
            case MAP -> map(of(schema.getValueType()));
            case UNION -> union(schema);
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> ScalarTokens.of(schema);
        };
    }

    private AvroTokens record(Schema schema) {
        RecordTokens known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        RecordTokens tokens = new RecordTokens(schema);
        records.put(schema.getFullName(), tokens);
        schema.getFields().forEach(field -> tokens.fields[field.pos()] = of(field.schema()));
        return tokens;
    }

    private static AvroTokens symbols(List<String> symbols) {
        return (in, out) -> out.writeString(at(symbols, in.readEnum(), "symbol"));
    }

    private AvroTokens union(Schema schema) {
        List<AvroTokens> branches = schema.getTypes().stream().map(this::of).toList();
        return (in, out) -> at(branches, in.readIndex(), "branch of a union").write(in, out);
    }

    private static <T> T at(List<T> choices, int index, String what) {
        if (index < 0 || index >= choices.size()) {
            throw new AvroRuntimeException("the " + what + " must be below " + choices.size() + ": was " + index);
        }
        return choices.get(index);
    }

    private static AvroTokens array(AvroTokens item) {
        return (in, out) -> {
            out.writeStartArray();
            for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    item.write(in, out);
                }
            }
            out.writeEndArray();
        };
    }

    private static AvroTokens map(AvroTokens value) {
        return (in, out) -> {
            out.writeStartObject();
            for (long count = in.readMapStart(); count > 0; count = in.mapNext()) {
                for (long i = 0; i < count; i++) {
                    out.writeFieldName(in.readString());
                    value.write(in, out);
                }
            }
            out.writeEndObject();
        };
    }

    private static final class RecordTokens implements AvroTokens {
        private static final int MOST_LEVELS = 32;

        private final Schema.Field[] declared;
        private final AvroTokens[] fields;
        private int level;

        RecordTokens(Schema schema) {
            declared = schema.getFields().toArray(Schema.Field[]::new);
            fields = new AvroTokens[declared.length];
        }

        /** Fields come in the order of the schema that they were written with. */
        @Override
        public void write(Decoder in, JsonGenerator out) throws IOException {
            if (++level > MOST_LEVELS) {
                throw new AvroRuntimeException("a record must be at most " + MOST_LEVELS + " levels deep: is deeper");
            }
            try {
                out.writeStartObject();
                for (Schema.Field field : in instanceof ResolvingDecoder both ? both.readFieldOrder() : declared) {
                    out.writeFieldName(field.name());
                    fields[field.pos()].write(in, out);
                }
                out.writeEndObject();
            } finally {
                level--;
            }
        }
    }
}
