package io.riffle.format;

import java.util.List;

/**
 * A schema as a registry holds it.
 *
 * @param type {@code AVRO}, {@code PROTOBUF} or {@code JSON}
 * @param text JSON, or of Protobuf the descriptor in base64
 * @param dependencies what the text refers to; each stands before those that refer to it
 */
public record RegisteredSchema(String type, String text, List<Dependency> dependencies) {
    /** A schema that another one refers to by this name. */
    public record Dependency(String name, String text) {}

    public RegisteredSchema {
        dependencies = List.copyOf(dependencies);
    }
}
