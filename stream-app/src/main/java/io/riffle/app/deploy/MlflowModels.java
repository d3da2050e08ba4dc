package io.riffle.app.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riffle.settings.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A registry that speaks MLflow's REST API 2.0 (mlflow.org/docs/latest/rest-api.html: "Get Model Version by Alias", "Get
 * Model Version", "Get Download URI For ModelVersion Artifacts"), with artifacts served by the same server
 * ({@code mlflow-artifacts:}). Models are of its ONNX flavour: the file {@code MLmodel} beside them says which one it is. A
 * tag {@code sha256} of the version is what the file must hash to.
 */
public final class MlflowModels implements RemoteModels {
    private static final Pattern URI_FORM = Pattern.compile("models:/([^/@]+)(?:/([^/@]+)|@([^/@]+))");
    private static final Pattern ARTIFACTS = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/*(.+)");
    private static final int MOST_TEXT = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final RegistryCall calls;

    /**
     * A server.
     *
     * @param server for example {@code http://mlflow:5000}
     * @param token sent as a bearer token, as MLflow's own client does with MLFLOW_TRACKING_TOKEN
     * @throws IOException if the address cannot be used
     */
    public MlflowModels(String server, Optional<Secret> token) throws IOException {
        calls = new RegistryCall(server, token);
    }

    /** Whether a text is meant for a registry rather than a file. */
    public static boolean isUri(String text) {
        return text.startsWith("models:/");
    }

    @Override
    public Found fetch(String uri, long maxBytes) throws IOException, InterruptedException {
        Matcher parts = URI_FORM.matcher(uri);
        if (!parts.matches()) {
            throw new IOException("the model must be models:/NAME/VERSION or models:/NAME@ALIAS: was " + uri);
        }
        String name = parts.group(1);
        JsonNode version = parts.group(2) != null
                ? json("model-versions/get?name=" + encoded(name) + "&version=" + encoded(parts.group(2)))
                : json("registered-models/alias?name=" + encoded(name) + "&alias=" + encoded(parts.group(3)));
        JsonNode found = version.path("model_version");
        String number = found.path("version").asText();
        if (number.isEmpty()) {
            throw new IOException("the registry must know the version behind " + uri + ": it names none");
        }
        String folder = folder(name, number);
        byte[] bytes = artifact(folder + "/" + file(folder), maxBytes);
        return new Found(name, number, bytes, sha256(found));
    }

    private String folder(String name, String version) throws IOException, InterruptedException {
        String uri = json("model-versions/get-download-uri?name=" + encoded(name) + "&version=" + encoded(version))
                .path("artifact_uri")
                .asText();
        Matcher artifacts = ARTIFACTS.matcher(uri);
        if (!artifacts.matches()) {
            throw new IOException(
                    "the registry must serve the artifacts itself (mlflow-artifacts:): was '" + uri + "'");
        }
        return artifacts.group(1).replaceFirst("/+$", "");
    }

    /** The data file of the ONNX flavour. */
    private String file(String folder) throws IOException, InterruptedException {
        JsonNode flavors = parsed(YAML, artifact(folder + "/MLmodel", MOST_TEXT), "MLmodel")
                .path("flavors");
        String data = flavors.path("onnx").path("data").asText();
        if (data.isEmpty()) {
            throw new IOException("the model must be of MLflow's onnx flavour: has "
                    + JSON.convertValue(flavors, java.util.Map.class).keySet());
        }
        return data;
    }

    /** The path comes from the registry's answers: it must not lead anywhere but down. */
    private byte[] artifact(String path, long maxBytes) throws IOException, InterruptedException {
        List<String> steps = Arrays.asList(path.split("/"));
        if (steps.contains("..") || steps.contains(".")) {
            throw new IOException("the path of an artifact must not contain '.' or '..': was " + path);
        }
        String encoded = steps.stream().map(MlflowModels::encoded).collect(Collectors.joining("/"));
        return calls.get("/api/2.0/mlflow-artifacts/artifacts/" + encoded, maxBytes);
    }

    private static Optional<String> sha256(JsonNode version) {
        for (JsonNode tag : version.path("tags")) {
            if (tag.path("key").asText().equals("sha256")) {
                return Optional.of(tag.path("value").asText().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private JsonNode json(String call) throws IOException, InterruptedException {
        return parsed(JSON, calls.get("/api/2.0/mlflow/" + call, MOST_TEXT), call);
    }

    private static JsonNode parsed(ObjectMapper mapper, byte[] bytes, String what) throws IOException {
        try {
            return mapper.readTree(bytes);
        } catch (JsonProcessingException malformed) {
            throw new IOException("the registry's answer to " + what + " must be readable: is not", malformed);
        }
    }

    /** As a path and a query want it: a space is not a plus. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
