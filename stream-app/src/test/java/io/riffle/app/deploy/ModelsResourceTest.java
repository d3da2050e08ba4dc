package io.riffle.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.http.AuditEntry;
import io.riffle.app.http.HttpServer;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpAccount;
import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.HttpRole;
import io.riffle.config.Pipeline;
import io.riffle.config.Secret;
import io.riffle.metrics.ServingMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.Sha256;
import io.riffle.scoring.ReferenceModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models directory over real HTTP: what comes in, what is refused, and that nothing stays behind of it. */
class ModelsResourceTest {
    private static final String OPERATOR = "Bearer operator-token-0123456789";
    private static final String READER = "Bearer reader-token-0123456789";
    private static final Path QUICKSTART = Path.of("..", "config", "models", "quickstart", "1");
    private static final int MAX_BYTES = 300_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    private byte[] onnx = new byte[0];
    private Deployments deployments;
    private PrometheusMetrics metrics;
    private HttpServer server;

    @TempDir
    private Path models;

    @BeforeEach
    void start() throws Exception {
        onnx = Files.readAllBytes(QUICKSTART.resolve("model.onnx"));
        Path folder = Files.createDirectories(models.resolve("1"));
        Files.copy(QUICKSTART.resolve("model.onnx"), folder.resolve("model.onnx"));
        Files.copy(QUICKSTART.resolve("model.yaml"), folder.resolve("model.yaml"));
        Pipeline pipeline = new ConfigLoader(
                        Map.of(),
                        Map.of(
                                "models.directory",
                                models.toString(),
                                "models.max-bytes",
                                String.valueOf(MAX_BYTES),
                                "models.follow-deployments",
                                "false"))
                .load(Path.of("..", "config", "quickstart.yaml"))
                .value();
        metrics = new PrometheusMetrics("quickstart");
        deployments = Deployments.open(pipeline, metrics.models());
        // A model may be larger than any other body.
        HttpConfig http = new HttpConfig(
                "127.0.0.1",
                0,
                new HttpLimits(100, 0, Duration.ofSeconds(1)),
                List.of(account("ci", HttpRole.OPERATE, OPERATOR), account("page", HttpRole.READ, READER)),
                Optional.empty());
        server = new HttpServer(
                http, ServingMetrics.NONE, audit::add, List.of(new ModelsResource(pipeline, deployments)));
    }

    private static HttpAccount account(String name, HttpRole role, String authorization) {
        return new HttpAccount(
                name, HttpAccount.Kind.TOKEN, role, new Secret(authorization.substring("Bearer ".length())));
    }

    @AfterEach
    void stop() {
        server.close();
        deployments.close();
        metrics.close();
    }

    @Test
    void register_addsAVersion_thatIsRefusedUntilItsDraftIsFilledIn() throws Exception {
        JsonNode added = post("2", 201, onnx);
        assertThat(added.get("written").booleanValue()).isTrue();
        assertThat(added.get("fill_in").toString()).contains("inputs.features.columns", "output.score");
        assertThat(models.resolve("2/model.onnx")).hasBinaryContent(onnx);
        assertThat(models.resolve("2/model.yaml"))
                .content()
                .isEqualTo(added.get("manifest").textValue());
        assertThat(Files.getPosixFilePermissions(models.resolve("2")))
                .isEqualTo(Files.getPosixFilePermissions(Files.createDirectory(models.resolve("plain"))));
        JsonNode list = answer(send("GET", "", READER, BodyPublishers.noBody()), 200);
        assertThat(list.findValuesAsText("version")).containsExactly("1", "2");
        assertThat(list.get(1).get("problem").textValue()).contains("inputs.features.columns");
        assertThat(audit).hasSize(1).allSatisfy(entry -> {
            assertThat(entry.by()).isEqualTo("ci");
            assertThat(entry.action()).isEqualTo("POST /models/2");
            assertThat(entry.detail()).startsWith("registering " + onnx.length + " bytes with sha256 be7df4e2");
            assertThat(entry.status()).isEqualTo(201);
        });
    }

    @Test
    void register_writesNothing_onADryRun() throws Exception {
        JsonNode planned = post("2?dry-run=true&name=other", 200, onnx);
        assertThat(planned.get("written").booleanValue()).isFalse();
        assertThat(planned.get("manifest").textValue()).contains("name: other", "version: \"2\"", "FILL IN");
        assertThat(error("2?dry-run=yes", 400, onnx)).isEqualTo("dry-run must be true or false: was 'yes'");
        assertThat(error("1?dry-run=true", 409, onnx)).contains("the version must be new");
        assertThat(left()).containsExactly("1");
        assertThat(audit.get(0).detail()).startsWith("dry run of registering");
    }

    @Test
    void register_isForOperators() throws Exception {
        answer(send("POST", "/2", READER, BodyPublishers.ofByteArray(onnx)), 403);
        answer(send("POST", "/2", "Bearer nobody", BodyPublishers.ofByteArray(onnx)), 401);
        assertThat(left()).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F2", ".hidden", "%2e%2e%2f%2e%2e%2fetc", "a%20b", "a%00b", "-x", "aux%5c2", "%C3%A4"})
    void register_staysInTheModelsDirectory_whateverTheVersionIsCalled(String version) throws Exception {
        // The server hangs up on a path that it cannot read: the rest of the body may meet a closed connection.
        await().ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(send("POST", "/" + version, OPERATOR, BodyPublishers.ofByteArray(onnx))
                                .statusCode())
                        .isIn(400, 404, 405));
        assertThat(left()).containsExactly("1");
        assertThat(error("2?name=a%0Agolden:", 400, onnx)).startsWith("the name must be up to 100 letters");
        assertThat(left()).containsExactly("1");
    }

    @Test
    void register_is413_whereTheFileIsTooLarge_whateverItsLengthIsSaidToBe() throws Exception {
        byte[] large = new byte[MAX_BYTES + 1];
        assertThat(error("2", 413, large)).isEqualTo("the body must have at most 300000 bytes: has more");
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        answer(send("POST", "/2", OPERATOR, chunked), 413);
        assertThat(left()).containsExactly("1");
    }

    @Test
    void register_refusesAFile_thatIsNotWhatItsSenderSays() throws Exception {
        assertThat(error("2?sha256=00", 422, onnx)).contains("the sha256 of the model must be 00: was be7df4e2");
        post("2?sha256=" + Sha256.of(onnx).toUpperCase(Locale.ROOT), 201, onnx);
        assertThat(error("2", 409, onnx)).contains("the version must be new");
        assertThat(left()).containsExactly("1", "2");
    }

    /** What inspection refuses is refused as the command does; what it lets pass is a draft that nobody can deploy. */
    @Test
    void register_refusesEveryBrokenFile_orMakesADraftThatIsRefused() throws Exception {
        List<String> accepted = new ArrayList<>();
        for (JsonNode file : ReferenceModels.json("models/broken/manifest.json").get("files")) {
            String path = file.get("file").asText();
            byte[] bytes = Files.readAllBytes(
                    ReferenceModels.file("models/broken/" + Path.of(path).getFileName()));
            HttpResponse<String> response = send("POST", "/2", OPERATOR, BodyPublishers.ofByteArray(bytes));
            assertThat(response.statusCode()).as(path + " " + response.body()).isIn(201, 413, 422);
            if (response.statusCode() == 201) {
                accepted.add(path);
                byte[] manifest = Files.readAllBytes(models.resolve("2/model.yaml"));
                ModelRefusedException refusal = catchThrowableOfType(
                        ModelRefusedException.class, () -> new ManifestReader(Path.of("model.yaml")).read(manifest));
                assertThat(refusal).as(path).hasMessageContaining("columns");
                answer(send("DELETE", "/2", OPERATOR, BodyPublishers.noBody()), 200);
            } else {
                assertThat(new ObjectMapper()
                                .readTree(response.body())
                                .get("error")
                                .textValue())
                        .contains("must");
            }
            assertThat(left()).as(path).containsExactly("1");
        }
        assertThat(accepted).hasSizeBetween(15, 25);
    }

    /** A model comes in alone, and a sender that stops half-way leaves nothing and holds up nobody for long. */
    @Test
    void register_is503_whileAnotherComesIn_andForgetsOneThatStops() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", server.port())) {
            slow.getOutputStream()
                    .write(("POST /models/2 HTTP/1.1\r\nHost: x\r\nAuthorization: " + OPERATOR
                                    + "\r\nContent-Length: 1000\r\n\r\nhalf")
                            .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            await().untilAsserted(() -> assertThat(error("3?dry-run=true", 503, onnx))
                    .isEqualTo("one model must be registered after the other: another one is coming in"));
        }
        await().untilAsserted(() -> post("3", 201, onnx));
        assertThat(left()).containsExactly("1", "3");
    }

    @Test
    void alias_namesAVersion() throws Exception {
        post("2", 201, onnx);
        answer(send("PUT", "/2/aliases/stable", READER, BodyPublishers.noBody()), 403);
        JsonNode named = answer(send("PUT", "/2/aliases/stable", OPERATOR, BodyPublishers.noBody()), 200);
        assertThat(named.get("version").textValue()).isEqualTo("2");
        answer(send("PUT", "/2/aliases/1st", OPERATOR, BodyPublishers.noBody()), 409);
        answer(send("POST", "/@stable/archive", OPERATOR, BodyPublishers.noBody()), 200);
        assertThat(left()).containsExactly("1", "aliases.json");
        JsonNode inUse = answer(send("DELETE", "/1", OPERATOR, BodyPublishers.noBody()), 409);
        assertThat(inUse.get("error").textValue()).contains("1 is champion");
    }

    @Test
    void version_is404_whereThereIsNone() throws Exception {
        JsonNode unknown = answer(send("GET", "/9", READER, BodyPublishers.noBody()), 404);
        assertThat(unknown.get("error").textValue())
                .isEqualTo("the version must be one of [1], or an alias of one after '@': was '9'");
        answer(send("GET", "/@nobody", READER, BodyPublishers.noBody()), 404);
        answer(send("GET", "/1/compare/9", READER, BodyPublishers.noBody()), 404);
        answer(send("DELETE", "/9", OPERATOR, BodyPublishers.noBody()), 404);
        JsonNode details = answer(send("GET", "/1", READER, BodyPublishers.noBody()), 200);
        assertThat(details.get("opsets").get("ai.onnx").intValue()).isPositive();
        assertThat(details.get("parameters").intValue()).isPositive();
        assertThat(details.get("bytes").intValue()).isEqualTo(onnx.length);
        assertThat(details.get("sha256").textValue()).isEqualTo(Sha256.of(onnx));
        assertThat(details.get("labels")).hasSize(2);
        JsonNode same = answer(send("GET", "/1/compare/1", READER, BodyPublishers.noBody()), 200);
        assertThat(same.findValuesAsText("same")).containsOnly("true");
    }

    /** The models directory without what is out of sight on purpose. */
    private List<String> left() throws IOException {
        try (Stream<Path> paths = Files.list(models)) {
            return paths.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> !name.equals(".archive"))
                    .sorted()
                    .toList();
        }
    }

    private JsonNode post(String path, int status, byte[] body) throws Exception {
        return answer(send("POST", "/" + path, OPERATOR, BodyPublishers.ofByteArray(body)), status);
    }

    private String error(String path, int status, byte[] body) throws Exception {
        return post(path, status, body).get("error").textValue();
    }

    private HttpResponse<String> send(String method, String path, String authorization, BodyPublisher body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/models" + path))
                        .header("Authorization", authorization)
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode answer(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }
}
