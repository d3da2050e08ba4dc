package io.riffle.format.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.config.event.RegistryConfig;
import java.io.IOException;
import java.util.Optional;

/** A schema of Riffle's under its subject in a registry of Confluent's API. */
public final class RegisteredSubject {
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final RegistryClient client;
    private final String subject;
    private final String schema;

    /** @param subject usually the topic's name and {@code -value} */
    public RegisteredSubject(RegistryConfig config, String subject, String schema) {
        client = new RegistryClient(config);
        this.subject = subject;
        this.schema = schema;
    }

    public String subject() {
        return subject;
    }

    /** The id of the schema; empty if it is not registered under the subject. */
    public Optional<Integer> find() throws IOException, InterruptedException {
        String path = "/subjects/" + RegistryClient.encoded(subject);
        RegistryHttp.Answer answer = client.post(path, body());
        return RegistryClient.isUnknown(path, answer) ? Optional.empty() : Optional.of(id(path, answer));
    }

    /**
     * Registers the schema, which changes nothing if it is registered already.
     *
     * @return its id
     * @throws RefusedSchemaException if the registry does not take it
     */
    public int register() throws IOException, InterruptedException, RefusedSchemaException {
        String path = "/subjects/" + RegistryClient.encoded(subject) + "/versions";
        RegistryHttp.Answer answer = client.post(path, body());
        if (answer.status() == CONFLICT) {
            throw new RefusedSchemaException("the schema must be compatible with those registered under " + subject
                    + " (or their compatibility be changed): " + message(answer));
        }
        if (answer.status() == INVALID) {
            throw new RefusedSchemaException(
                    "the schema must be one that the registry takes under " + subject + ": " + message(answer));
        }
        return id(path, answer);
    }

    private String body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema)
                .put("schemaType", "AVRO")
                .toString();
    }

    private static int id(String path, RegistryHttp.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw RegistryClient.unexpected(path, answer);
        }
        JsonNode id = RegistryClient.json(path, answer).path("id");
        if (!id.isInt()) {
            throw new IOException("the answer to " + path + " must have the number id: has none");
        }
        return id.intValue();
    }

    private static String message(RegistryHttp.Answer answer) throws IOException {
        String text = RegistryClient.json("a schema", answer).path("message").asText("no reason was given");
        return text.substring(0, Math.min(1_000, text.length()));
    }
}
