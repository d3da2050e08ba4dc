package io.riffle.format.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.riffle.config.event.RegistryConfig;
import io.riffle.config.event.RegistryConfig.Api;
import io.riffle.format.RegisteredSchema;
import io.riffle.format.RegisteredSchema.Dependency;
import io.riffle.format.SchemaKey;
import io.riffle.format.UnreadableValueException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a registry once: a schema by its key, with everything that it refers to, and what Riffle registers. Protobuf's
 * schemas are asked for as descriptors ({@code format=serialized}), for only those need no parser of their own.
 */
public final class RegistryClient {
    /** More than any set of schemas that people wrote; a circle would never end. */
    private static final int MOST_DEPENDENCIES = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERIALIZED = "format=serialized";

    private final RegistryConfig config;
    private final RegistryHttp http;

    public RegistryClient(RegistryConfig config) {
        this.config = config;
        http = new RegistryHttp(config);
    }

    /**
     * The schema of a key.
     *
     * @throws IOException if the registry does not answer, or not as it should
     * @throws UnreadableValueException if it says that there is none
     * @throws RegistryAccessException if it does not let us in
     */
    public RegisteredSchema find(SchemaKey key) throws IOException, InterruptedException, UnreadableValueException {
        return isApicurio(key) ? apicurio(key) : confluent(key);
    }

    /** What kind of registry answers; for a check before anything is read. */
    public String probe() throws IOException, InterruptedException {
        String path = config.api() == Api.APICURIO ? "/system/info" : "/schemas/types";
        RegistryHttp.Answer answer = answer(path);
        if (answer.status() != 200) {
            throw unexpected(path, answer);
        }
        return "answers at " + config.url();
    }

    private boolean isApicurio(SchemaKey key) {
        return switch (key.kind()) {
            case GLOBAL_ID -> true;
            case CONTENT_ID -> config.api() == Api.APICURIO;
            case ID, GUID -> false;
        };
    }

    private RegisteredSchema confluent(SchemaKey key)
            throws IOException, InterruptedException, UnreadableValueException {
        String path = (key.kind() == SchemaKey.Kind.GUID ? "/schemas/guids/" : "/schemas/ids/") + key.id();
        JsonNode found = schema(path, key.toString());
        String type = type(found);
        if (type.equals("PROTOBUF")) {
            found = schema(path + "?" + SERIALIZED, key.toString());
        }
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        collect(found.path("references"), type.equals("PROTOBUF") ? "?" + SERIALIZED : "", dependencies);
        return new RegisteredSchema(type, text(found, path), List.copyOf(dependencies.values()));
    }

    private static String type(JsonNode found) {
        return found.path("schemaType").asText("AVRO");
    }

    private static String text(JsonNode found, String path) throws IOException {
        JsonNode text = found.get("schema");
        if (text == null || !text.isTextual()) {
            throw new IOException("the answer to " + path + " must have the text schema: has none");
        }
        return text.textValue();
    }

    /** What is referred to first comes first. */
    private void collect(JsonNode references, String query, Map<String, Dependency> found)
            throws IOException, InterruptedException, UnreadableValueException {
        for (JsonNode reference : references) {
            String name = reference.path("name").asText();
            if (found.containsKey(name)) {
                continue;
            }
            if (found.size() >= MOST_DEPENDENCIES) {
                throw new UnreadableValueException(
                        "must have a schema with at most " + MOST_DEPENDENCIES + " references: has more");
            }
            String path = "/subjects/" + encoded(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt();
            found.put(name, new Dependency(name, ""));
            JsonNode target = schema(path + query, "reference " + name);
            collect(target.path("references"), query, found);
            found.remove(name);
            found.put(name, new Dependency(name, text(target, path)));
        }
    }

    private RegisteredSchema apicurio(SchemaKey key)
            throws IOException, InterruptedException, UnreadableValueException {
        String kind = key.kind() == SchemaKey.Kind.GLOBAL_ID ? "globalIds/" : "contentIds/";
        String path = "/ids/" + kind + key.id();
        String text = found(path, key.toString()).text();
        List<Dependency> dependencies = new ArrayList<>();
        RegistryHttp.Answer references = answer(path + "/references");
        if (references.status() == 200) {
            Map<String, Dependency> collected = new LinkedHashMap<>();
            collectApicurio(json(path, references), collected);
            dependencies.addAll(collected.values());
        }
        return new RegisteredSchema(apicurioType(text), text, dependencies);
    }

    private void collectApicurio(JsonNode references, Map<String, Dependency> found)
            throws IOException, InterruptedException, UnreadableValueException {
        for (JsonNode reference : references) {
            String name = reference.path("name").asText();
            if (found.size() >= MOST_DEPENDENCIES || found.containsKey(name)) {
                continue;
            }
            String group = reference.path("groupId").asText("default");
            String path = "/groups/" + encoded(group) + "/artifacts/"
                    + encoded(reference.path("artifactId").asText()) + "/versions/"
                    + encoded(reference.path("version").asText());
            found.put(name, new Dependency(name, ""));
            RegistryHttp.Answer nested = answer(path + "/references");
            if (nested.status() == 200) {
                collectApicurio(json(path, nested), found);
            }
            found.remove(name);
            found.put(
                    name,
                    new Dependency(
                            name, found(path + "/content", "reference " + name).text()));
        }
    }

    /** Contents come without their type: JSON is Avro unless it says that it is JSON Schema, anything else Protobuf. */
    private static String apicurioType(String text) {
        try {
            JsonNode schema = JSON.readTree(text);
            return schema.has("$schema") || schema.has("properties") ? "JSON" : "AVRO";
        } catch (JsonProcessingException notJson) {
            return "PROTOBUF";
        }
    }

    private JsonNode schema(String path, String what)
            throws IOException, InterruptedException, UnreadableValueException {
        return json(path, found(path, what));
    }

    private RegistryHttp.Answer found(String path, String what)
            throws IOException, InterruptedException, UnreadableValueException {
        RegistryHttp.Answer answer = answer(path);
        if (isUnknown(path, answer)) {
            throw new UnreadableValueException(
                    "must have a schema that the registry knows: " + what + " is unknown at " + config.url());
        }
        if (answer.status() != 200) {
            throw unexpected(path, answer);
        }
        return answer;
    }

    /**
     * Whether the registry says that it has no such thing. A 404 of anything else, such as a proxy or a wrong path, says
     * nothing about schemas, and must not make dead letters of all events.
     *
     * @throws IOException if it is a 404 of something else
     */
    static boolean isUnknown(String path, RegistryHttp.Answer answer) throws IOException {
        if (answer.status() != 404) {
            return false;
        }
        String body = answer.text().stripLeading();
        JsonNode error = body.startsWith("{") ? json(path, answer) : MissingNode.getInstance();
        if (error.has("error_code") || error.has("name")) {
            return true;
        }
        throw unexpected(path, answer);
    }

    private RegistryHttp.Answer answer(String path) throws IOException, InterruptedException {
        return admitted(http.get(path));
    }

    RegistryHttp.Answer post(String path, String json) throws IOException, InterruptedException {
        return admitted(http.post(path, json));
    }

    private RegistryHttp.Answer admitted(RegistryHttp.Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RegistryAccessException("the registry must let Riffle in: answered " + answer.status() + " at "
                    + config.url() + " (event.registry.user and password, or token)");
        }
        return answer;
    }

    static JsonNode json(String path, RegistryHttp.Answer answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException other) {
            throw new IOException("the answer to " + path + " must be JSON: is none", other);
        }
    }

    static IOException unexpected(String path, RegistryHttp.Answer answer) {
        String text = answer.text().strip();
        return new IOException("the answer to " + path + " must be 200: was " + answer.status()
                + (text.isEmpty() ? "" : " " + text.substring(0, Math.min(200, text.length()))));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
