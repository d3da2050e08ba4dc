package io.riffle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.Pipeline;
import io.riffle.scoring.ReferenceModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole life of a version on recorded connections, through a real broker and the command line: shadow, experiment,
 * automatic canary, promotion, rollback. The better model passes, the one that was spoilt on purpose does not.
 */
class CanaryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INTRUSION = Path.of("..", "config", "intrusion.yaml");
    private static final int PART = 2_500;

    private static RealBroker broker;
    private static List<ProducerRecord<byte[], byte[]>> connections;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();
    private int sent;

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

    private void riffle(String... command) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--config", INTRUSION.toString(), "--set", "pipeline=life"));
        Map.of(
                        "kafka.bootstrap-servers", broker.bootstrapServers(),
                        "models.directory", directory.toString(),
                        "models.version", "1")
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        out.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        assertThat(code).as(String.join(" ", command) + "\n" + error).isZero();
    }

    private void send(int events) throws Exception {
        broker.send(connections.subList(sent, sent + events).stream()
                .map(event -> new ProducerRecord<>(
                        "life.events", event.partition(), event.timestamp(), event.key(), event.value()))
                .toList());
        sent += events;
        await().atMost(Duration.ofSeconds(60))
                .until(() -> values("life.predictions").size() >= sent);
    }

    private static List<JsonNode> values(String topic) {
        return broker.reader().committed(topic).stream().map(CanaryIT::json).toList();
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void awaitSummary(ScoringApplication application, String summary) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> application.deployment().summary().equals(summary));
    }

    /** Of all predictions so far, with their versions. */
    private static Set<String> variants() {
        return values("life.predictions").stream()
                .map(prediction -> prediction.at("/parameters/variant").textValue() + "="
                        + prediction.get("model_version").textValue())
                .collect(Collectors.toSet());
    }

    @Test
    void versions_goTheirWay_fromShadowToChampion_andTheSpoiltOneIsRolledBack() throws Exception {
        for (String model : List.of("intrusion_v1", "intrusion_v2", "intrusion_v3_degraded")) {
            ReferenceModels.write(directory, model);
        }
        broker.createTopics("life.events", "life.shadow.v1");
        broker.createOrderedTopics("life.control.v1", "life.audit.v1");
        Pipeline pipeline = broker.pipeline(
                INTRUSION,
                "life",
                "life.events",
                directory,
                Map.of("models.follow-deployments", "true", "models.version", "1"));
        try (ScoringApplication application = ScoringApplication.start(pipeline)) {
            shadow(application);
            experiment(application);
            canaryThatPasses(application);
            canaryThatFails(application);
        }
    }

    private void shadow(ScoringApplication application) throws Exception {
        riffle("models", "deploy", "2", "--shadow", "100");
        awaitSummary(application, "champion 1, shadow 2 at 100 %");
        send(500);
        assertThat(variants()).containsExactly("champion=1");
        List<JsonNode> shadows = values("life.shadow.v1");
        assertThat(shadows).hasSize(500);
        assertThat(shadows)
                .allMatch(each -> Math.abs(each.get("score").doubleValue()
                                - each.get("answer").doubleValue()
                                - each.get("difference").doubleValue())
                        < 1e-6);
        riffle("models", "deploy", "2", "--shadow", "0");
        awaitSummary(application, "champion 1");
    }

    private void experiment(ScoringApplication application) throws Exception {
        riffle("models", "deploy", "--experiment", "exp-a", "--variant", "control=1:50", "--variant", "treatment=2:50");
        awaitSummary(application, "champion 1, experiment exp-a control=1:50 treatment=2:50");
        send(1_000);
        assertThat(variants()).containsExactlyInAnyOrder("champion=1", "control=1", "treatment=2");
        riffle("models", "rollback");
        awaitSummary(application, "champion 1");
    }

    private void canaryThatPasses(ScoringApplication application) throws Exception {
        riffle(
                "models",
                "deploy",
                "2",
                "--auto",
                "--steps",
                "25,50,100",
                "--min-events",
                "300",
                "--max-latency-ratio",
                "50");
        awaitSummary(application, "champion 1, canary 2 at 25 %");
        for (int part = 0; part < 4 && !application.deployment().champion().equals("2"); part++) {
            send(PART);
            pause(application);
        }
        awaitSummary(application, "champion 2");
        assertThat(actions()).contains("canary-grown", "canary-promoted").doesNotContain("canary-rolled-back");
    }

    private void canaryThatFails(ScoringApplication application) throws Exception {
        riffle(
                "models",
                "deploy",
                "3",
                "--auto",
                "--steps",
                "25,50,100",
                "--min-events",
                "300",
                "--max-latency-ratio",
                "50");
        awaitSummary(application, "champion 2, canary 3 at 25 %");
        for (int part = 0; part < 3 && application.deployment().canary() != null; part++) {
            send(PART);
            pause(application);
        }
        awaitSummary(application, "champion 2");
        assertThat(actions()).contains("canary-rolled-back");
        JsonNode last = values("life.audit.v1").stream()
                .filter(record -> record.get("action").textValue().equals("canary-rolled-back"))
                .findFirst()
                .orElseThrow();
        assertThat(last.get("detail").textValue()).contains("score shift against the champion on the same events");
        assertThat(values("life.alerts"))
                .anyMatch(alert -> alert.get("rule").asText().equals("canary")
                        && alert.get("status").asText().equals("raised"));
        System.out.println(values("life.audit.v1").stream()
                .map(record -> record.get("action").textValue() + ": "
                        + record.get("detail").textValue())
                .collect(Collectors.joining("\n")));
    }

    /** Counts are written once a second, and a decision takes a moment to come back; more events help as well. */
    private static void pause(ScoringApplication application) {
        long before = application.deployment().revision();
        try {
            await().atMost(Duration.ofSeconds(4))
                    .until(() -> application.deployment().revision() > before);
        } catch (org.awaitility.core.ConditionTimeoutException undecided) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static Set<String> actions() {
        return values("life.audit.v1").stream()
                .map(record -> record.get("action").textValue())
                .collect(Collectors.toSet());
    }
}
