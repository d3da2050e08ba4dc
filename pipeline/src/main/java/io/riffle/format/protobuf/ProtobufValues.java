package io.riffle.format.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.riffle.config.event.EventFormatConfig;
import io.riffle.config.event.RegistryConfig;
import io.riffle.format.FramedValue;
import io.riffle.format.Framing;
import io.riffle.format.SchemaKey;
import io.riffle.format.SchemaSource;
import io.riffle.format.UnreadableValueException;
import io.riffle.format.ValueFormat;
import io.riffle.frame.FrameRow;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Record values in Protobuf: the message that a descriptor set declares, with or without the id of a schema before it; or
 * that a registry knows by that id.
 */
public final class ProtobufValues implements ValueFormat {
    private final Framing framing;
    private final boolean named;
    private final Optional<SchemaSource> source;
    private final @Nullable Descriptor declared;
    private final Map<SchemaKey, FileDescriptor> files;

    /** @throws IllegalArgumentException if the declared message is none of the descriptor set */
    public ProtobufValues(EventFormatConfig config, Optional<SchemaSource> source) {
        this.source = source;
        framing = Framing.of(config.registry());
        named = config.registry()
                .filter(registry -> registry.api() == RegistryConfig.Api.APICURIO)
                .isPresent();
        declared = config.schema()
                .map(file -> Descriptions.read(file, config.message().orElseThrow()))
                .orElse(null);
        int most = config.registry().map(RegistryConfig::schemas).orElse(1);
        files = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SchemaKey, FileDescriptor> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public void write(FrameRow row, byte[] value, JsonGenerator tokens) throws IOException, UnreadableValueException {
        FramedValue framed = framing.read(row, value);
        CodedInputStream in = CodedInputStream.newInstance(value, framed.start(), value.length - framed.start());
        try {
            MessageTokens.write(DynamicMessage.parseFrom(message(framed, in), in), tokens);
        } catch (InvalidProtocolBufferException notOfSchema) {
            throw new UnreadableValueException("must be Protobuf of its schema: " + notOfSchema.getMessage());
        }
    }

    /** Goes past what says which message it is. */
    private Descriptor message(FramedValue framed, CodedInputStream in) throws IOException, UnreadableValueException {
        if (framed.key().isEmpty()) {
            if (declared == null) {
                throw new UnreadableValueException("must begin with the id of its schema (0x00 and four bytes), or have"
                        + " it in a header: has none (event.schema with event.message takes values without)");
            }
            return declared;
        }
        if (named) {
            if (framed.start() > 0) {
                in.skipRawBytes(in.readRawVarint32());
            }
            return declaredOne();
        }
        CodedInputStream inHeader =
                framed.indexes().map(CodedInputStream::newInstance).orElse(in);
        boolean without = framed.start() == 0 && framed.indexes().isEmpty();
        List<Integer> indexes = without ? List.of(0) : MessageIndexes.read(inHeader);
        return declared == null ? MessageIndexes.message(file(framed.key().get()), indexes) : declared;
    }

    private Descriptor declaredOne() throws UnreadableValueException {
        if (declared == null) {
            throw new UnreadableValueException("must be of the message that event.message names: none is declared");
        }
        return declared;
    }

    private FileDescriptor file(SchemaKey key) throws UnreadableValueException {
        FileDescriptor known = files.get(key);
        if (known == null) {
            known = Descriptions.of(source.orElseThrow().find(key));
            files.put(key, known);
        }
        return known;
    }
}
