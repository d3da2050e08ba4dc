package io.riffle.format.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import io.riffle.format.RegisteredSchema;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of a schema, linked with each other and with those that Protobuf brings. */
final class Descriptions {
    private static final List<FileDescriptor> BUILT_IN = List.of(
            AnyProto.getDescriptor(),
            ApiProto.getDescriptor(),
            DescriptorProtos.getDescriptor(),
            DurationProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            FieldMaskProto.getDescriptor(),
            SourceContextProto.getDescriptor(),
            StructProto.getDescriptor(),
            TimestampProto.getDescriptor(),
            TypeProto.getDescriptor(),
            WrappersProto.getDescriptor());

    private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> linked = new HashMap<>();

    private Descriptions() {
        BUILT_IN.forEach(file -> linked.put(file.getName(), file));
    }

    /**
     * The message of that name in a descriptor set.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Descriptor read(Path file, String message) {
        Descriptions all = new Descriptions();
        try {
            FileDescriptorSet.parseFrom(Files.readAllBytes(file))
                    .getFileList()
                    .forEach(each -> all.files.put(each.getName(), each));
            for (String name : List.copyOf(all.files.keySet())) {
                Optional<Descriptor> found = find(all.link(name).getMessageTypes(), message);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        } catch (IOException | DescriptorValidationException unreadable) {
            throw new IllegalArgumentException(
                    "event.schema must be a descriptor set (protoc --include_imports --descriptor_set_out): "
                            + unreadable.getMessage() + " (" + file + ")",
                    unreadable);
        }
        throw new IllegalArgumentException(
                "event.message must be a message of event.schema: was '" + message + "' (" + file + ")");
    }

    /** The file that a registry gave, as descriptors in base64. */
    static FileDescriptor of(RegisteredSchema registered) throws UnreadableValueException {
        if (!registered.type().equals("PROTOBUF")) {
            throw new UnreadableValueException("must have a schema in Protobuf: is " + registered.type());
        }
        Descriptions all = new Descriptions();
        try {
            for (RegisteredSchema.Dependency dependency : registered.dependencies()) {
                all.files.put(
                        dependency.name(),
                        file(dependency.text()).toBuilder()
                                .setName(dependency.name())
                                .build());
            }
            FileDescriptorProto root = file(registered.text());
            String name = "root:" + root.getName();
            all.files.put(name, root);
            return all.link(name);
        } catch (InvalidProtocolBufferException | DescriptorValidationException | IllegalArgumentException other) {
            throw new UnreadableValueException("must have a schema that the registry gives as a descriptor "
                    + "(format=serialized): " + other.getMessage()
                    + " (event.schema with event.message takes a descriptor set of protoc instead)");
        }
    }

    private static FileDescriptorProto file(String base64) throws InvalidProtocolBufferException {
        return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(base64));
    }

    /** What is imported and not there is left out: options that only a compiler reads are often missing. */
    private FileDescriptor link(String name) throws DescriptorValidationException {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = Objects.requireNonNull(files.remove(name), "a file that is there");
        List<FileDescriptor> imports = new ArrayList<>();
        for (String imported : file.getDependencyList()) {
            if (linked.containsKey(imported) || files.containsKey(imported)) {
                imports.add(link(imported));
            }
        }
        FileDescriptor built = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new), true);
        linked.put(name, built);
        return built;
    }

    private static Optional<Descriptor> find(List<Descriptor> messages, String name) {
        for (Descriptor message : messages) {
            if (message.getFullName().equals(name)) {
                return Optional.of(message);
            }
            Optional<Descriptor> nested = find(message.getNestedTypes(), name);
            if (nested.isPresent()) {
                return nested;
            }
        }
        return Optional.empty();
    }
}
