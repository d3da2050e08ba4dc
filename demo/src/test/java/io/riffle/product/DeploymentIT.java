package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.ControlState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions change while recorded connections are scored, on a real broker, by the command line and by HTTP. */
class DeploymentIT {
    private static final int PART = 2_000;
    private static final String TOKEN = "operator-token-0123456789";

    private static DeployedStream stream;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ScoringApplication> running = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        stream = new DeployedStream();
    }

    @AfterAll
    static void stop() {
        if (stream != null) {
            stream.close();
        }
    }

    @AfterEach
    void close() {
        running.forEach(ScoringApplication::close);
    }

    private ScoringApplication run(Pipeline pipeline) throws Exception {
        ScoringApplication application = ScoringApplication.start(pipeline);
        running.add(application);
        return application;
    }

    private static Set<String> versions(List<JsonNode> predictions, List<String> ids) {
        Set<String> wanted = new HashSet<>(ids);
        Set<String> versions = new HashSet<>();
        for (JsonNode prediction : predictions) {
            if (wanted.contains(prediction.get("id").textValue())) {
                versions.add(prediction.get("model_version").textValue());
            }
        }
        return versions;
    }

    private static void awaitRevision(ScoringApplication application, long revision) {
        await().until(() -> application.deployment().revision() == revision);
    }

    private JsonNode model(ScoringApplication application) throws Exception {
        String ready = http(application, "GET", "/health/ready", "", "").body();
        for (JsonNode check : DeployedStream.JSON.readTree(ready).get("checks")) {
            if (check.get("name").textValue().equals("model")) {
                return check.get("data");
            }
        }
        throw new AssertionError("no model in " + ready);
    }

    private HttpResponse<String> http(
            ScoringApplication application, String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.httpPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode json(ScoringApplication application, int status, String method, String path, String body)
            throws Exception {
        HttpResponse<String> response = http(application, method, path, TOKEN, body);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
        return DeployedStream.JSON.readTree(response.body());
    }

    @Test
    void instances_followDeployments_refuseABadOneAlike_andRestartToTheSameState() throws Exception {
        DeployedStream.Life life = stream.life("followed", directory, Map.of());
        ScoringApplication one = run(life.pipeline());
        ScoringApplication two = run(life.another());
        List<String> first = life.score(PART);
        life.deployed("models", "deploy", "2", "--reason", "better");
        awaitRevision(one, 1);
        awaitRevision(two, 1);
        List<String> second = life.score(PART);
        assertThat(versions(life.predictions(), first)).containsOnly("1");
        assertThat(versions(life.predictions(), second)).containsOnly("2");

        // The command line refuses a version that does not load, so somebody writes the record by hand.
        assertThat(life.riffle("models", "deploy", "9")).isEqualTo(1);
        assertThat(life.error()).contains("the version must be one of [1, 2, 3]: was '9'");
        Files.write(directory.resolve("3").resolve("model.onnx"), new byte[] {1, 2, 3});
        stream.write("followed.control.v1", ControlState.wantedKey("followed"), "{\"revision\":2,\"champion\":\"3\"}");
        await().until(() -> stream.values("followed.audit.v1").stream()
                        .filter(record -> record.get("action").textValue().equals("refused"))
                        .count()
                == 2);
        assertThat(model(one).get("refused").textValue()).contains("the sha256 of model.onnx must be");
        assertThat(model(two).get("refused_revision").intValue()).isEqualTo(2);
        assertThat(model(one).get("version").textValue()).isEqualTo("2");
        List<String> third = life.score(PART);
        assertThat(versions(life.predictions(), third)).containsOnly("2");

        one.close();
        two.close();
        ScoringApplication again = run(life.pipeline());
        assertThat(again.deployment().revision()).isEqualTo(1);
        assertThat(model(again).get("refused").textValue()).contains("the sha256 of model.onnx must be");
        List<String> last = life.score(PART);
        assertThat(versions(life.predictions(), last)).containsOnly("2");
        String back = life.deployed("models", "rollback", "-o", "json");
        assertThat(DeployedStream.JSON.readTree(back).get("revision").intValue())
                .isEqualTo(3);
        awaitRevision(again, 3);
        assertThat(again.deployment().champion()).isEqualTo("1");
    }

    /** Swaps under full load: nothing lost or doubled, and no frame was scored by two versions. */
    @Test
    void swaps_neitherLoseNorMixAFrame_underFullLoad() throws Exception {
        int swaps = 12;
        int events = 20_000 / swaps * swaps + 200;
        DeployedStream.Life life = stream.life("swapped", directory, Map.of());
        ScoringApplication application = run(life.pipeline());
        life.score(200);
        List<String> ids = new ArrayList<>();
        for (int swap = 1; swap <= swaps; swap++) {
            ids.addAll(life.send((events - 200) / swaps));
            String version = swap % 2 == 1 ? "2" : "1";
            stream.write(
                    "swapped.control.v1",
                    ControlState.wantedKey("swapped"),
                    "{\"revision\":" + swap + ",\"champion\":\"" + version + "\"}");
            awaitRevision(application, swap);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> life.predictions().size() >= events);
        String metrics = http(application, "GET", "/metrics", "", "").body();
        List<JsonNode> predictions = life.predictions();
        assertThat(predictions).hasSize(events);
        assertThat(predictions).extracting(each -> each.get("id").textValue()).doesNotHaveDuplicates();
        assertThat(versions(predictions, ids)).containsExactlyInAnyOrder("1", "2");
        // Each frame was one batch of one version: a frame that was mixed would be two.
        assertThat(sum(metrics, "riffle_model_batch_rows_count{")).isEqualTo(sum(metrics, "riffle_frame_rows_count"));
        assertThat(changes("swapped.predictions")).allMatch(each -> each <= swaps);
    }

    /** How often the version changes from one prediction to the next, by partition. */
    private static List<Integer> changes(String topic) throws Exception {
        Map<Integer, String> latest = new HashMap<>();
        Map<Integer, Integer> changes = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : stream.records(topic)) {
            String version = DeployedStream.JSON
                    .readTree(record.value())
                    .get("model_version")
                    .textValue();
            String before = latest.put(record.partition(), version);
            changes.merge(record.partition(), before == null || before.equals(version) ? 0 : 1, Integer::sum);
        }
        return List.copyOf(changes.values());
    }

    private static double sum(String metrics, String prefix) {
        double[] values = metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        assertThat(values).as(prefix).isNotEmpty();
        return java.util.Arrays.stream(values).sum();
    }

    @Test
    void http_doesWhatTheCommandsDo_butChangesNothingWithoutAToken() throws Exception {
        Map<String, String> more = Map.of(
                "http.tokens.ci.role",
                "operate",
                "http.tokens.ci.token",
                TOKEN,
                "http.tokens.eye.token",
                "reader-token-0123456789",
                "outcomes.report-every",
                "1s");
        DeployedStream.Life life = stream.life("served", directory, more);
        ScoringApplication application = run(life.pipeline());
        String change = "{\"champion\": \"2\", \"reason\": \"better\"}";

        assertThat(http(application, "POST", "/deployment", "", change).statusCode())
                .isEqualTo(401);
        assertThat(http(application, "GET", "/models", "", "").statusCode()).isEqualTo(401);
        assertThat(http(application, "POST", "/deployment", "reader-token-0123456789", change)
                        .statusCode())
                .isEqualTo(403);
        assertThat(http(application, "DELETE", "/models/3", "reader-token-0123456789", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(directory.resolve("3")).exists();

        reading(application);
        assertThat(json(application, 200, "POST", "/deployment?dry-run=true", change)
                        .get("written")
                        .booleanValue())
                .isFalse();
        notes(application);
        assertThat(application.deployment().revision()).isZero();
        json(application, 200, "POST", "/deployment", change);
        DeployedStream.awaitSummary(application, "champion 2");
        json(application, 200, "POST", "/deployment", "{\"shadow\": [{\"version\": \"3\", \"share\": 5}]}");
        DeployedStream.awaitSummary(application, "champion 2, shadow 3 at 5 %");
        refusals(application);
        json(application, 200, "POST", "/deployment", "{\"shadow\": []}");
        DeployedStream.awaitSummary(application, "champion 2");
        json(application, 200, "POST", "/deployment/rollback", "");
        DeployedStream.awaitSummary(application, "champion 1");
        assertThat(json(application, 200, "POST", "/models/3/archive", "")
                        .get("archived")
                        .textValue())
                .endsWith("3");
        json(application, 200, "DELETE", "/models/2", "");
        assertThat(directory.resolve("2")).doesNotExist();
        assertThat(stream.values("served.audit.v1"))
                .anyMatch(record -> record.get("by").textValue().startsWith("ci"));
        experiments(application);
    }

    /** What a plan sees is said before anything starts. */
    private void notes(ScoringApplication application) throws Exception {
        String plan = "{\"canary\": {\"version\": \"2\", \"share\": 5, \"plan\": {\"steps\": [5, 100], \"min_events\":"
                + " 1000, \"max_error_rate\": 0.005, \"max_latency_ratio\": 3, \"max_score_shift\": 0.1,"
                + " \"false_alarms\": 0.01, \"min_outcomes\": 200, \"max_outcome_loss\": 0.005}}}";
        JsonNode notes =
                json(application, 200, "POST", "/deployment?dry-run=true", plan).get("notes");
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0).textValue()).startsWith("with 200 outcomes: ");
        assertThat(notes.get(1).textValue())
                .isEqualTo("warning: more than 2 points worse may be promoted; min-outcomes of 730 sees that much");
        assertThat(json(application, 200, "POST", "/deployment?dry-run=true", "{\"champion\": \"2\"}")
                        .get("notes"))
                .isEmpty();
    }

    private void reading(ScoringApplication application) throws Exception {
        assertThat(json(application, 200, "GET", "/models", "").findValuesAsText("version"))
                .containsExactly("1", "2", "3");
        JsonNode details = json(application, 200, "GET", "/models/3", "");
        assertThat(details.get("sha256").textValue()).hasSize(64);
        assertThat(details.get("inputs").get(0).textValue()).contains("118");
        assertThat(json(application, 200, "GET", "/models/1/compare/2", "").findValuesAsText("field"))
                .contains("sha256", "nodes");
        assertThat(json(application, 200, "GET", "/deployment", "")
                        .get("champion")
                        .textValue())
                .isEqualTo("1");
    }

    private void refusals(ScoringApplication application) throws Exception {
        assertThat(json(application, 409, "DELETE", "/models/2", "")
                        .get("error")
                        .textValue())
                .contains("must not be in use for this: 2 is champion");
        assertThat(json(application, 409, "POST", "/models/3/archive", "")
                        .get("error")
                        .textValue())
                .contains("3 is shadow");
        String none =
                json(application, 400, "POST", "/deployment", "{}").get("error").textValue();
        assertThat(none).contains("must name one of champion, canary, shadow and experiment: names 0");
        String share = "{\"canary\": {\"version\": \"3\", \"share\": 200}}";
        assertThat(json(application, 400, "POST", "/deployment", share)
                        .get("error")
                        .textValue())
                .contains("must be a percentage from 0 to 100: was 200.0");
        String weights = "{\"experiment\": {\"name\": \"e\", \"variants\": [{\"name\": \"a\", \"version\": \"1\","
                + " \"weight\": 50}, {\"name\": \"b\", \"version\": \"2\", \"weight\": 40}]}}";
        assertThat(json(application, 400, "POST", "/deployment", weights)
                        .get("error")
                        .textValue())
                .contains("the weights of experiment e must sum to 100: sum to 90");
        assertThat(json(application, 409, "POST", "/deployment", "{\"champion\": \"9\"}")
                        .get("error")
                        .textValue())
                .contains("the version must be one of [1, 2, 3]: was '9'");
    }

    /** As the stream publishes them; {@code ExperimentAnalysisTest} is about the figures. */
    private void experiments(ScoringApplication application) throws Exception {
        assertThat(json(application, 200, "GET", "/experiments", "")).isEmpty();
        stream.write(
                "served.experiments.v1",
                "price",
                "{\"experiment\":\"price\",\"at_ms\":7,\"success\":\"correct\",\"variants\":[]}");
        await().untilAsserted(() ->
                assertThat(json(application, 200, "GET", "/experiments", "")).hasSize(1));
        assertThat(json(application, 200, "GET", "/experiments/price", "")
                        .get("experiment")
                        .textValue())
                .isEqualTo("price");
        assertThat(json(application, 404, "GET", "/experiments/other", "")
                        .get("error")
                        .textValue())
                .contains("'other' has none, there are price");
        assertThat(http(application, "GET", "/experiments", "", "").statusCode())
                .isEqualTo(401);
    }
}
