package io.riffle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.Pipeline;
import io.riffle.deployment.ControlState;
import io.riffle.scoring.ReferenceModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions change while recorded connections are scored, on a real broker and through the command line. */
class DeploymentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INTRUSION = Path.of("..", "config", "intrusion.yaml");
    private static final int PART = 2_000;

    private static RealBroker broker;
    private static List<ProducerRecord<byte[], byte[]>> connections;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();
    private final List<ScoringApplication> running = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        connections =
                RecordedEvents.read("events/intrusion/scored.events.jsonl.gz").keyed("", RealBroker.PARTITIONS);
        broker = new RealBroker();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private Pipeline pipeline(String name) throws Exception {
        for (String model : List.of("intrusion_v1", "intrusion_v2", "intrusion_v3_degraded")) {
            ReferenceModels.write(directory, model);
        }
        broker.createTopics(name + ".events", name + ".shadow.v1");
        broker.createOrderedTopics(name + ".control.v1", name + ".audit.v1");
        return broker.pipeline(
                INTRUSION,
                name,
                name + ".events",
                directory,
                Map.of("models.follow-deployments", "true", "models.version", "1"));
    }

    private Pipeline another(Pipeline first) {
        Map<String, String> more = Map.of(
                "models.follow-deployments",
                "true",
                "models.version",
                "1",
                "kafka.state-directory",
                directory.resolve("second").toString());
        return broker.instance(INTRUSION, first.name(), first.topics().events(), directory, more);
    }

    private ScoringApplication run(Pipeline pipeline) throws Exception {
        ScoringApplication application = ScoringApplication.start(pipeline);
        running.add(application);
        return application;
    }

    private int riffle(Pipeline pipeline, String... command) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--config", INTRUSION.toString()));
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipeline", pipeline.name(),
                "kafka.bootstrap-servers", broker.bootstrapServers(),
                "models.directory", directory.toString(),
                "models.version", "1"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
    }

    private void deploy(Pipeline pipeline, String... command) {
        assertThat(riffle(pipeline, command)).as(error.toString()).isZero();
    }

    private void send(Pipeline pipeline, int part) throws Exception {
        broker.send(connections.subList(part * PART, (part + 1) * PART).stream()
                .map(event -> new ProducerRecord<>(
                        pipeline.topics().events(), event.partition(), event.timestamp(), event.key(), event.value()))
                .toList());
        await().atMost(java.time.Duration.ofSeconds(60))
                .until(() -> predictions(pipeline).size() == (part + 1) * PART);
    }

    private static List<JsonNode> predictions(Pipeline pipeline) throws Exception {
        return values(pipeline.topics().predictions());
    }

    private static List<JsonNode> values(String topic) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.reader().committed(topic)) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }

    private static Map<String, Integer> versions(List<JsonNode> predictions, int part) {
        Map<String, Integer> versions = new HashMap<>();
        Set<String> ids = new HashSet<>();
        connections.subList(part * PART, (part + 1) * PART).forEach(event -> ids.add(id(event)));
        for (JsonNode prediction : predictions) {
            if (ids.contains(prediction.get("id").textValue())) {
                versions.merge(prediction.get("model_version").textValue(), 1, Integer::sum);
            }
        }
        return versions;
    }

    private static String id(ProducerRecord<byte[], byte[]> event) {
        try {
            return JSON.readTree(event.value()).get("event_id").textValue();
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static void awaitRevision(ScoringApplication application, long revision) {
        await().until(() -> application.deployment().revision() == revision);
    }

    private static JsonNode model(ScoringApplication application) throws Exception {
        String ready = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + application.httpPort() + "/health/ready"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        for (JsonNode check : JSON.readTree(ready).get("checks")) {
            if (check.get("name").textValue().equals("model")) {
                return check.get("data");
            }
        }
        throw new AssertionError("no model in " + ready);
    }

    private void close() {
        running.forEach(ScoringApplication::close);
    }

    @Test
    void instances_followDeployments_refuseABadOneAlike_andRestartToTheSameState() throws Exception {
        Pipeline pipeline = pipeline("followed");
        Pipeline second = another(pipeline);
        try {
            ScoringApplication one = run(pipeline);
            ScoringApplication two = run(second);
            send(pipeline, 0);
            deploy(pipeline, "models", "deploy", "2", "--reason", "better");
            awaitRevision(one, 1);
            awaitRevision(two, 1);
            send(pipeline, 1);
            assertThat(versions(predictions(pipeline), 0)).containsOnlyKeys("1");
            assertThat(versions(predictions(pipeline), 1)).containsOnlyKeys("2");

            // The command line refuses a version that does not load, so somebody writes the record by hand.
            assertThat(riffle(pipeline, "models", "deploy", "9")).isEqualTo(1);
            assertThat(error.toString()).contains("the version must be one of [1, 2, 3]: was '9'");
            Files.write(directory.resolve("3").resolve("model.onnx"), new byte[] {1, 2, 3});
            broker.send(List.of(new ProducerRecord<>(
                    "followed.control.v1",
                    0,
                    ControlState.wantedKey("followed").getBytes(StandardCharsets.UTF_8),
                    "{\"revision\":2,\"champion\":\"3\"}".getBytes(StandardCharsets.UTF_8))));
            await().until(() -> values("followed.audit.v1").stream()
                            .filter(record -> record.get("action").textValue().equals("refused"))
                            .count()
                    == 2);
            assertThat(model(one).get("refused").textValue()).contains("the sha256 of model.onnx must be");
            assertThat(model(two).get("refused_revision").intValue()).isEqualTo(2);
            assertThat(model(one).get("version").textValue()).isEqualTo("2");
            send(pipeline, 2);
            assertThat(versions(predictions(pipeline), 2)).containsOnlyKeys("2");

            one.close();
            two.close();
            ScoringApplication again = run(pipeline);
            assertThat(again.deployment().revision()).isEqualTo(1);
            assertThat(model(again).get("refused").textValue()).contains("the sha256 of model.onnx must be");
            send(pipeline, 3);
            assertThat(versions(predictions(pipeline), 3)).containsOnlyKeys("2");
            deploy(pipeline, "models", "rollback", "-o", "json");
            assertThat(JSON.readTree(out.toString()).get("revision").intValue()).isEqualTo(3);
            awaitRevision(again, 3);
            assertThat(again.deployment().champion()).isEqualTo("1");
        } finally {
            close();
        }
    }
}
