package io.riffle.app.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.riffle.settings.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server of ours that answers as MLflow's REST API is documented to. */
class MlflowModelsTest {
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final String TOKEN = "registry-token-0123456789";
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry(
                    API + "registered-models/alias?name=card%20fraud&alias=champion",
                    version(
                            "3",
                            ", \"tags\": [{\"key\": \"team\", \"value\": \"x\"}, {\"key\": \"sha256\", \"value\": \"AB12\"}]")),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=3", version("3", "")),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=4", version("4", "")),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=5", version("5", "")),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=6", version("6", "")),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=7", "{\"model_version\": {}}"),
            Map.entry(API + "model-versions/get?name=card%20fraud&version=8", "<html>"),
            Map.entry(
                    download("3"),
                    "{\"artifact_uri\": \"mlflow-artifacts:/1/abc/artifacts/my%20model/\"}".replace("%20", " ")),
            Map.entry(download("4"), "{\"artifact_uri\": \"s3://bucket/model\"}"),
            Map.entry(download("5"), "{\"artifact_uri\": \"mlflow-artifacts:/5\"}"),
            Map.entry(download("6"), "{\"artifact_uri\": \"mlflow-artifacts://host:5000/6\"}"),
            Map.entry(
                    ARTIFACTS + "1/abc/artifacts/my%20model/MLmodel",
                    "flavors:\n  onnx: {data: model.onnx, onnx_version: 1.16.0}\n  python_function: {data: model.onnx}\n"),
            Map.entry(ARTIFACTS + "1/abc/artifacts/my%20model/model.onnx", "the bytes"),
            Map.entry(ARTIFACTS + "5/MLmodel", "flavors: {sklearn: {pickled_model: model.pkl}}\n"),
            Map.entry(ARTIFACTS + "6/MLmodel", "flavors: {onnx: {data: ../../secret}}\n"));

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private static String version(String number, String more) {
        return "{\"model_version\": {\"name\": \"card fraud\", \"version\": \"" + number + "\", \"status\": \"READY\""
                + more + "}}";
    }

    private static String download(String version) {
        return API + "model-versions/get-download-uri?name=card%20fraud&version=" + version;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (path.contains("version=9")) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.2:1/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        String found = ANSWERS.get(path);
        byte[] body = (found == null ? "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}" : found).getBytes(UTF_8);
        exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private RemoteModels models(Optional<Secret> token) throws IOException {
        return new MlflowModels(address(), token);
    }

    @Test
    void fetch_findsAVersion_byAliasAndByNumber() throws Exception {
        RemoteModels.Found found = models(Optional.empty()).fetch("models:/card fraud@champion", 1_000);
        assertThat(found.version()).isEqualTo("3");
        assertThat(found.sha256()).contains("ab12");
        assertThat(new String(found.bytes(), UTF_8)).isEqualTo("the bytes");
        RemoteModels.Found numbered = models(Optional.empty()).fetch("models:/card fraud/3", 1_000);
        assertThat(numbered.name()).isEqualTo("card fraud");
        assertThat(numbered.sha256()).isEmpty();
        assertThat(tokens).containsOnly("null");
    }

    @Test
    void token_isSentWithEveryCall_andShownNowhere() throws Exception {
        RemoteModels models = models(Optional.of(new Secret(TOKEN)));
        models.fetch("models:/card fraud/3", 1_000);
        assertThat(tokens).hasSize(4).containsOnly("Bearer " + TOKEN);
        assertThatThrownBy(() -> models.fetch("models:/card fraud/10", 1_000))
                .hasMessageContaining("status 200: was 404")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> models(Optional.of(new Secret(TOKEN + "\n"))))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> new MlflowModels("http://me:" + TOKEN + "@host", Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without credentials")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> new MlflowModels("http://" + TOKEN + " x", Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining(TOKEN)
                .hasNoCause();
    }

    @Test
    void fetch_isRefused_inTheUsersWords() {
        refused("models:/card fraud@none", 1_000, "with status 200: was 404");
        refused(
                "models:/card fraud/4",
                1_000,
                "must serve the artifacts itself (mlflow-artifacts:): was 's3://bucket/model'");
        refused("models:/card fraud/5", 1_000, "must be of MLflow's onnx flavour: has [sklearn]");
        refused("models:/card fraud/6", 1_000, "must not contain '.' or '..': was 6/../../secret");
        refused("models:/card fraud/7", 1_000, "must know the version behind models:/card fraud/7");
        refused("models:/card fraud/8", 1_000, "must be readable: is not");
        refused("models:/card fraud/3", 4, "must have at most 4 bytes: has more");
        refused("fraud", 1_000, "must be models:/NAME/VERSION or models:/NAME@ALIAS: was fraud");
    }

    /** A redirect would carry the token to whoever the answer names. */
    @Test
    void redirect_isNotFollowed() {
        refused("models:/card fraud/9", 1_000, "with status 200: was 302");
    }

    private void refused(String uri, long maxBytes, String message) {
        assertThatThrownBy(() -> models(Optional.empty()).fetch(uri, maxBytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }
}
