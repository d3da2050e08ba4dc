package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.scoring.ReferenceModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Recorded connections into a pipeline on a real broker, whose versions are changed by the command line. */
final class DeployedStream implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INTRUSION = Path.of("..", "config", "intrusion.yaml");

    private final RealBroker broker;
    private final List<ProducerRecord<byte[], byte[]>> connections;

    /** A pipeline of its own: models, topics and how far the connections were sent. */
    final class Life {
        private final String name;
        private final Path directory;
        private final Map<String, String> more = new HashMap<>();
        private final StringWriter out = new StringWriter();
        private final StringWriter error = new StringWriter();
        private int sent;

        private Life(String name, Path directory, Map<String, String> more) {
            this.name = name;
            this.directory = directory;
            this.more.putAll(Map.of("models.follow-deployments", "true", "models.version", "1"));
            this.more.putAll(more);
        }

        /** The pipeline as its first instance runs it. */
        Pipeline pipeline() {
            return broker.instance(INTRUSION, name, topic("events"), directory, more);
        }

        /** The same for an instance with a state directory of its own. */
        Pipeline another() {
            return with(
                    Map.of("kafka.state-directory", directory.resolve("second").toString()));
        }

        /** The same with other settings. */
        Pipeline with(Map<String, String> others) {
            Map<String, String> settings = new HashMap<>(more);
            settings.putAll(others);
            return broker.instance(INTRUSION, name, topic("events"), directory, settings);
        }

        /** Of the topics that {@link RealBroker} names without a version. */
        String topic(String what) {
            return name + "." + what;
        }

        /** Runs a command; returns its exit code. */
        int riffle(String... command) {
            List<String> arguments = new ArrayList<>(Arrays.asList(command));
            arguments.addAll(List.of("--config", INTRUSION.toString()));
            Map<String, String> settings = new HashMap<>(more);
            settings.putAll(Map.of(
                    "pipeline", name,
                    "kafka.bootstrap-servers", broker.bootstrapServers(),
                    "models.directory", directory.toString(),
                    "topics.events", topic("events"),
                    "topics.predictions", topic("predictions"),
                    "topics.alerts", topic("alerts"),
                    "topics.dead-letters", topic("dlq")));
            settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
            out.getBuffer().setLength(0);
            error.getBuffer().setLength(0);
            return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        }

        /** Runs a command that must succeed; returns what it printed. */
        String deployed(String... command) {
            assertThat(riffle(command))
                    .as(String.join(" ", command) + "\n" + error)
                    .isZero();
            return out.toString();
        }

        String printed() {
            return out.toString();
        }

        String error() {
            return error.toString();
        }

        /** Sends the next connections and returns their ids. */
        List<String> send(int events) throws Exception {
            List<ProducerRecord<byte[], byte[]>> next = connections.subList(sent, sent + events);
            broker.send(next.stream()
                    .map(event -> new ProducerRecord<>(
                            topic("events"), event.partition(), event.timestamp(), event.key(), event.value()))
                    .toList());
            sent += events;
            return next.stream().map(event -> id(event.value())).toList();
        }

        /** The same, and waits until all that was ever sent is predicted. */
        List<String> score(int events) throws Exception {
            List<String> ids = send(events);
            await().atMost(Duration.ofSeconds(60)).until(() -> predictions().size() >= sent);
            return ids;
        }

        /** Sends the recorded truth about the last connections. */
        void label(int events, Map<String, JsonNode> truths) throws Exception {
            broker.send(connections.subList(sent - events, sent).stream()
                    .map(event -> new ProducerRecord<>(
                            name + ".labels.v1",
                            event.partition(),
                            event.timestamp(),
                            event.key(),
                            ("{\"event_id\":\"" + id(event.value()) + "\",\"label\":"
                                            + truths.get(id(event.value())).get("label") + "}")
                                    .getBytes(StandardCharsets.UTF_8)))
                    .toList());
        }

        List<JsonNode> predictions() {
            return values(topic("predictions"));
        }

        /** What was done, as the audit topic has it. */
        Set<String> actions() {
            return values(name + ".audit.v1").stream()
                    .map(record -> record.get("action").textValue())
                    .collect(Collectors.toSet());
        }
    }

    /** Skips the test where the data is missing. */
    DeployedStream() throws Exception {
        this(new RealBroker());
    }

    /** The same on this broker, which is closed with it. */
    DeployedStream(RealBroker broker) throws Exception {
        this.broker = broker;
        connections =
                RecordedEvents.read("events/intrusion/scored.events.jsonl.gz").keyed("", RealBroker.PARTITIONS);
    }

    /** Versions 1, 2 and the spoilt 3 in a directory, and all topics that the pipeline needs. */
    Life life(String name, Path directory, Map<String, String> more) {
        for (String model : List.of("intrusion_v1", "intrusion_v2", "intrusion_v3_degraded")) {
            ReferenceModels.write(directory, model);
        }
        Life life = new Life(name, directory, more);
        life.deployed("topics", "create");
        return life;
    }

    /** The recorded truth by event id. */
    static Map<String, JsonNode> truths() throws IOException {
        Path file = ReferenceModels.file("events/intrusion/scored.labels.jsonl.gz");
        Map<String, JsonNode> truths = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode label = JSON.readTree(line);
                truths.put(label.get("event_id").textValue(), label);
            }
        }
        return truths;
    }

    List<JsonNode> values(String topic) {
        return broker.reader().committed(topic).stream()
                .map(DeployedStream::json)
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return broker.reader().committed(topic);
    }

    void write(String topic, String key, String value) throws Exception {
        broker.send(List.of(new ProducerRecord<>(
                topic, 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Variants with their versions. */
    static Set<String> variants(List<JsonNode> predictions) {
        return predictions.stream()
                .map(prediction -> prediction.at("/parameters/variant").textValue() + "="
                        + prediction.get("model_version").textValue())
                .collect(Collectors.toSet());
    }

    static void awaitSummary(ScoringApplication application, String summary) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> application.deployment().summary().equals(summary));
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String id(byte[] event) {
        try {
            return JSON.readTree(event).get("event_id").textValue();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
