package io.riffle.app.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.riffle.app.Main;
import io.riffle.model.folder.Sha256;
import io.riffle.scoring.onnx.TestGraphs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code riffle models} that look at and change a models directory, as they are typed. */
class ModelsCommandsTest {
    private static final Path QUICKSTART = Path.of("..", "config", "models", "quickstart", "1");

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path models;

    @BeforeEach
    void twoVersions() throws IOException {
        version("1", "{auc: 0.91}");
        version("2", "{auc: 0.93}");
    }

    private void version(String name, String metrics) throws IOException {
        Path folder = Files.createDirectories(models.resolve(name));
        Files.copy(QUICKSTART.resolve("model.onnx"), folder.resolve("model.onnx"));
        String manifest = Files.readString(QUICKSTART.resolve("model.yaml"))
                .replace("version: \"1\"", "version: \"" + name + "\"");
        Files.writeString(folder.resolve("model.yaml"), manifest + "metrics: " + metrics + "\n");
    }

    private int models(String... command) {
        List<String> arguments = new ArrayList<>(List.of("models"));
        arguments.addAll(Arrays.asList(command));
        arguments.addAll(List.of("--config", "../config/quickstart.yaml", "--set", "models.directory=" + models));
        arguments.addAll(List.of("--set", "models.follow-deployments=false", "--set", "models.version=1"));
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        return Main.run(environment, new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    private JsonNode json(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("-o", "json"));
        assertThat(models(arguments.toArray(String[]::new)))
                .as(error.toString())
                .isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void list_showsVersions_withTheirUseAliasesAndFigures() throws Exception {
        assertThat(models("alias", "stable", "1")).isZero();
        assertThat(out.toString()).contains("@stable is 1");
        assertThat(models("list")).isZero();
        assertThat(out.toString().lines().skip(1))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("1 ")
                                .contains("stable", "champion", "quickstart", "auc=0.91"),
                        second -> assertThat(second)
                                .startsWith("2 ")
                                .contains("auc=0.93")
                                .doesNotContain("champion"));
        Files.writeString(models.resolve("2").resolve("model.onnx"), "spoilt");
        JsonNode list = json("list");
        assertThat(list.findValuesAsText("version")).containsExactly("1", "2");
        assertThat(list.get(0).get("in_use").get(0).textValue()).isEqualTo("champion");
        assertThat(list.get(1).get("problem").textValue()).contains("the sha256 of model.onnx must be");
    }

    @Test
    void show_tellsWhatTheGraphSays() throws Exception {
        JsonNode details = json("show", "2");
        assertThat(details.get("inputs").get(0).textValue()).startsWith("features float32");
        assertThat(details.get("outputs").get(0).textValue()).startsWith("probability float32");
        assertThat(details.get("opsets").get("ai.onnx").intValue()).isPositive();
        assertThat(details.get("parameters").intValue()).isPositive();
        assertThat(details.get("bytes").intValue()).isEqualTo((int) Files.size(QUICKSTART.resolve("model.onnx")));
        assertThat(details.get("sha256").textValue()).hasSize(64);
        assertThat(details.get("labels")).hasSize(2);
        assertThat(details.get("metrics").get("auc").doubleValue()).isEqualTo(0.93);
        assertThat(models("show", "2")).isZero();
        assertThat(out.toString()).contains("FIELD", "golden_rows");
        assertThat(models("show", "@nobody")).isEqualTo(1);
        assertThat(error.toString()).contains("the alias must be one of []: was '@nobody'");
        assertThat(models("show", "9")).isEqualTo(1);
        assertThat(error.toString()).contains("the version must be one of [1, 2]: was '9'");
    }

    /** ONNX Runtime's Java takes it for int32, and every row would fail. */
    @Test
    void register_refusesAModel_whoseInputNoManifestCanDescribe() throws Exception {
        Path file = Files.write(models.resolve("unsigned.onnx"), TestGraphs.sums(12, -1, 3));
        assertThat(models("register", file.toString(), "--version", "3")).isEqualTo(1);
        assertThat(error.toString())
                .contains("input 'x' must be of a type that can be fed (float16, ")
                .contains("cast it inside the model): is uint32");
        assertThat(models.resolve("3")).doesNotExist();
    }

    @Test
    void compare_showsOnlyWhatDiffers_inTheTable() throws Exception {
        assertThat(models("compare", "1", "2")).isZero();
        assertThat(out.toString()).contains("metrics.auc", "0.91", "0.93").doesNotContain("opsets");
        JsonNode fields = json("compare", "1", "2");
        assertThat(fields.findValuesAsText("field")).contains("opsets.ai.onnx", "metrics.auc");
        assertThat(fields.findValuesAsText("same")).contains("true", "false");
    }

    @Test
    void register_draftsAManifest_whichIsRefusedUntilItIsFilledIn() throws Exception {
        String file = QUICKSTART.resolve("model.onnx").toString();
        assertThat(models("register", file, "--version", "3", "--dry-run")).isZero();
        assertThat(out.toString()).contains("FILL IN", "sha256: \"be7df4e2", "  - golden.rows");
        assertThat(models.resolve("3")).doesNotExist();
        JsonNode added = json("register", file, "--version", "3");
        assertThat(added.get("written").booleanValue()).isTrue();
        assertThat(added.get("fill_in").toString()).contains("inputs.features.columns", "output.score");
        assertThat(models("list")).isZero();
        assertThat(out.toString()).containsPattern("\n3 .*inputs.features.columns");
        assertThat(models("register", file, "--version", "3")).isEqualTo(1);
        assertThat(error.toString()).contains("the version must be new");
        assertThat(models("register", file, "--version", "../3")).isEqualTo(1);
        assertThat(error.toString()).contains("the version must be up to 100 letters");
        assertThat(models("register", file)).isEqualTo(2);
        assertThat(error.toString()).contains("--version is needed for a file");
        assertThat(models("register", "../config/quickstart.yaml", "--version", "4"))
                .isEqualTo(1);
        assertThat(models("register", file, "--version", "4", "--sha256", "00")).isEqualTo(1);
        assertThat(error.toString()).contains("the sha256 of the model must be 00: was be7df4e2");
        assertThat(models.resolve("4")).doesNotExist();
    }

    /** It is in the draft as it was printed, and what is wrong with it is among what there is to do. */
    @Test
    void register_tellsAReferenceThatIsNone(@TempDir Path other) throws Exception {
        String file = QUICKSTART.resolve("model.onnx").toString();
        assertThat(json("register", file, "--version", "6", "--dry-run")
                        .get("fill_in")
                        .toString())
                .contains("reference: what training looked like");
        Path poor = Files.writeString(
                other.resolve("poor.yaml"),
                "reference: {rows: 2, from: 2025-01-06T00:00:00Z, to: 2025-01-06T01:00:00Z,"
                        + " numbers: {amount: {edges: [1, 2, 3], counts: [0, 1, 1, 0]}}}\n");
        JsonNode added = json("register", file, "--version", "6", "--reference", poor.toString());
        assertThat(added.get("fill_in").toString())
                .contains("reference: amount must have more rows than bins: has 2 rows in 4 bins")
                .contains("reference: the reference must span a day")
                .doesNotContain("what training looked like");
        assertThat(models.resolve("6/model.yaml")).content().endsWith(Files.readString(poor));

        assertThat(models("register", file, "--version", "7", "--reference", "absent.yaml"))
                .isEqualTo(1);
        assertThat(error.toString()).contains("--reference must be a file: there is no absent.yaml");
        Path wrong = Files.writeString(other.resolve("wrong.yaml"), "reference: {row: 2}\n");
        assertThat(models("register", file, "--version", "7", "--reference", wrong.toString()))
                .isEqualTo(1);
        assertThat(error.toString()).contains("reference.row  is not a known key");
        assertThat(models.resolve("7")).doesNotExist();
    }

    @Test
    void register_fetchesFromARegistry_andComparesItsChecksum() throws Exception {
        byte[] onnx = Files.readAllBytes(QUICKSTART.resolve("model.onnx"));
        HttpServer server = registry(onnx, Sha256.of(onnx));
        try {
            environment.put(
                    "MLFLOW_TRACKING_URI",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            environment.put("MLFLOW_TRACKING_TOKEN", "registry-token-0123456789");
            JsonNode added = json("register", "models:/fraud@champion");
            assertThat(added.get("version").textValue()).isEqualTo("3");
            assertThat(models.resolve("3/model.onnx")).hasBinaryContent(onnx);
            assertThat(models("register", "models:/fraud@champion", "--version", "4", "--sha256", "00"))
                    .isEqualTo(1);
            assertThat(error.toString()).contains("--sha256 must be what the registry says");
            assertThat(out + error.toString()).doesNotContain("registry-token");
        } finally {
            server.stop(0);
        }
        HttpServer wrong = registry(onnx, "ab12");
        try {
            String address = "http://127.0.0.1:" + wrong.getAddress().getPort();
            assertThat(models("register", "models:/fraud@champion", "--version", "5", "--registry", address))
                    .isEqualTo(1);
            assertThat(error.toString()).contains("the sha256 of the model must be ab12: was");
        } finally {
            wrong.stop(0);
        }
        environment.clear();
        assertThat(models("register", "models:/fraud@champion")).isEqualTo(1);
        assertThat(error.toString()).contains("--registry or MLFLOW_TRACKING_URI must say where");
    }

    private static HttpServer registry(byte[] onnx, String sha256) throws IOException {
        String version = "{\"model_version\": {\"version\": \"3\", \"tags\": [{\"key\": \"sha256\", \"value\": \""
                + sha256 + "\"}]}}";
        Map<String, byte[]> answers = Map.of(
                "/api/2.0/mlflow/registered-models/alias", version.getBytes(StandardCharsets.UTF_8),
                "/api/2.0/mlflow/model-versions/get-download-uri",
                        "{\"artifact_uri\": \"mlflow-artifacts:/1/model\"}".getBytes(StandardCharsets.UTF_8),
                "/api/2.0/mlflow-artifacts/artifacts/1/model/MLmodel",
                        "flavors: {onnx: {data: model.onnx}}".getBytes(StandardCharsets.UTF_8),
                "/api/2.0/mlflow-artifacts/artifacts/1/model/model.onnx", onnx);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers.forEach((path, body) -> server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }));
        server.start();
        return server;
    }

    @Test
    void archiveAndDelete_takeAVersionAway_unlessItIsInUse() throws Exception {
        for (String verb : List.of("archive", "delete")) {
            assertThat(models(verb, "1", verb.equals("delete") ? "--yes" : "--dry-run"))
                    .isEqualTo(1);
            assertThat(error.toString())
                    .contains("a version must not be in use to be")
                    .contains("1 is champion");
        }
        assertThat(models.resolve("1")).exists();
        assertThat(models("delete", "2")).isEqualTo(2);
        assertThat(error.toString()).contains("--yes is needed to delete 2");
        assertThat(models("delete", "2", "--dry-run")).isZero();
        assertThat(out.toString()).contains("would be deleted: 2");
        assertThat(models("alias", "old", "2")).isZero();
        assertThat(models("archive", "@old")).isZero();
        assertThat(models.resolve(".archive/2/model.yaml")).exists();
        assertThat(models("show", "2")).isEqualTo(1);
        version("3", "{auc: 0.5}");
        assertThat(models("delete", "3", "--yes")).isZero();
        assertThat(models.resolve("3")).doesNotExist();
    }

    @Test
    void signAndEncrypt_takeAnAlias_andTheVersionStillLoads() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = models.resolve("private.pem");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        assertThat(models("alias", "next", "2")).isZero();
        assertThat(models("sign", "@next", "--key", key.toString(), "--dry-run"))
                .isZero();
        assertThat(out.toString()).contains("would be signed: 2");
        assertThat(models("sign", "@next", "--key", key.toString()))
                .as(error.toString())
                .isZero();
        assertThat(models("encrypt", "@next")).isEqualTo(1);
        assertThat(error.toString()).contains("models.encryption-key must be set");
        environment.put("RIFFLE_MODELS_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        byte[] before = Files.readAllBytes(models.resolve("2/model.onnx"));
        assertThat(models("encrypt", "@next")).as(error.toString()).isZero();
        assertThat(Files.readAllBytes(models.resolve("2/model.onnx"))).isNotEqualTo(before);
        assertThat(json("show", "@next").get("version").textValue()).isEqualTo("2");
    }

    @Test
    void alias_isRefused_whereItIsNoName() {
        assertThat(models("alias", "1st", "1")).isEqualTo(1);
        assertThat(error.toString()).contains("an alias must be up to 50 letters");
        assertThat(models("alias", "stable", "9")).isEqualTo(1);
        assertThat(models("alias", "stable", "1", "--dry-run")).isZero();
        assertThat(models.resolve("aliases.json")).doesNotExist();
    }

    @Test
    void deploy_saysWhatIsWrongWithTheCommandLine() {
        assertThat(models("deploy")).isEqualTo(2);
        assertThat(models("deploy", "2", "--canary", "5", "--shadow", "5")).isEqualTo(2);
        assertThat(models("deploy", "2", "--variant", "a=1:50")).isEqualTo(2);
        assertThat(models("deploy", "--experiment", "e", "--variant", "a=1")).isEqualTo(2);
        assertThat(error.toString()).contains("--variant must be NAME=VERSION:WEIGHT with a whole weight: was a=1");
        assertThat(models("deploy", "--experiment", "e", "--variant", "a=1:101"))
                .isEqualTo(2);
        assertThat(models("deploy", "2")).isEqualTo(1);
        assertThat(error.toString()).contains("models.follow-deployments must be true for this");
    }

    private static final String TREES = "src/test/resources/io/riffle/app/deploy/trees/";

    /** The file itself stays beside what it was converted to, and is sealed with it. */
    @Test
    void register_convertsTrees_andKeepsTheirFile() throws Exception {
        assertThat(models("register", TREES + "categories.json", "--version", "trees"))
                .as(error.toString())
                .isZero();
        Path folder = models.resolve("trees");
        byte[] source = Files.readAllBytes(folder.resolve("source.json"));
        assertThat(source).isEqualTo(Files.readAllBytes(Path.of(TREES + "categories.json")));
        assertThat(Files.readString(folder.resolve("model.yaml")))
                .startsWith("# Converted from XGBoost 1.7.4, binary:logistic. 10000 rows, among them each threshold")
                .contains("source: {file: source.json, sha256: \"" + Sha256.of(source) + "\"}")
                .contains(
                        "task: binary-classification", "score: {tensor: probability, column: 0}", "tolerance: 1.0E-6");
        assertThat(out.toString()).contains("the file names no features").doesNotContain("inputs.");
        assertThat(json("show", "trees").get("source").textValue()).isEqualTo(Sha256.of(source));
        environment.put("RIFFLE_MODELS_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        assertThat(models("encrypt", "trees")).as(error.toString()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("source.json"))).isNotEqualTo(source);
    }

    @Test
    void register_refusesTreesThatCannotBeConverted_andWritesNothing() throws Exception {
        assertThat(models("register", TREES + "missing.json", "--version", "trees"))
                .isEqualTo(1);
        assertThat(error.toString()).contains("trained with missing=-999.0");
        assertThat(models.resolve("trees")).doesNotExist();
    }
}
