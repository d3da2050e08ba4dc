package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that hold several events, one or none, on a real broker and through a repartition topic: each event is answered
 * exactly once, and the sums add up.
 */
class ArraysIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int RECORDS = 3_000;

    private static RealBroker broker;

    @TempDir
    Path directory;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, Integer> perCustomer = new TreeMap<>();
    private int valid;
    private int bad;
    private int empty;

    @BeforeAll
    static void start() throws Exception {
        broker = new RealBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private void make(String topic) {
        for (int i = 0; i < RECORDS; i++) {
            records.add(new ProducerRecord<>(topic, ("k" + i).getBytes(StandardCharsets.UTF_8), value(i)));
        }
    }

    private byte[] value(int i) {
        if (i % 7 == 0 || i % 11 == 0) {
            empty++;
            return i % 7 == 0 ? null : "[]".getBytes(StandardCharsets.UTF_8);
        }
        if (i % 3 != 0) {
            return event(i + "").getBytes(StandardCharsets.UTF_8);
        }
        List<String> events = new ArrayList<>();
        for (int element = 0; element <= i % 5; element++) {
            events.add(event(i + "-" + element));
        }
        events.add("{\"id\":\"bad-" + i + "\"}");
        bad++;
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String event(String id) {
        String customer = "c" + Math.floorMod(id.hashCode(), 40);
        perCustomer.merge(customer, 1, Integer::sum);
        valid++;
        return "{\"id\":\"" + id + "\",\"customer\":\"" + customer + "\",\"at\":1700000000000,\"amount\":1}";
    }

    private Pipeline pipeline(String name, String topic) throws Exception {
        broker.createTopics(topic);
        Map<String, String> settings = new HashMap<>();
        settings.put("event.arrays", "split");
        settings.put("batch.max-size", "32");
        settings.put("kafka.guarantee", "exactly-once");
        settings.put("kafka.state-directory", directory.resolve("state").toString());
        settings.put(
                "models.directory",
                Path.of("..", "config", "models", "quickstart").toAbsolutePath().toString());
        return broker.pipeline(QUICKSTART, name, topic, directory, settings);
    }

    private static long answers(Pipeline pipeline) {
        return broker.reader().committed(pipeline.topics().predictions()).size()
                + broker.reader().committed(pipeline.topics().deadLetters()).size();
    }

    private static void awaitAnswers(Pipeline pipeline, long some) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> answers(pipeline) >= some);
    }

    @Test
    void events_areAnsweredOnce_whenTheInstanceIsReplaced() throws Exception {
        Pipeline pipeline = pipeline("replaced", "replaced-events");
        make("replaced-events");
        try (ScoringApplication first = ScoringApplication.start(pipeline)) {
            broker.send(records.subList(0, RECORDS / 2));
            awaitAnswers(pipeline, 200);
            assertThat(first.isRunning()).isTrue();
        }
        broker.send(records.subList(RECORDS / 2, RECORDS));
        try (ScoringApplication second = ScoringApplication.start(pipeline)) {
            awaitAnswers(pipeline, valid + bad);
            assertThat(second.isRunning()).isTrue();
        }
        assertAnswers(pipeline);
    }

    private void assertAnswers(Pipeline pipeline) throws Exception {
        Map<String, Integer> counted = new TreeMap<>();
        Map<String, String> places = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                broker.reader().committed(pipeline.topics().predictions())) {
            JsonNode prediction = JSON.readTree(record.value());
            String id = prediction.path("id").asText();
            JsonNode source = prediction.at("/parameters/source");
            assertThat(places.put(id, source.toString()))
                    .as("answered twice: " + id)
                    .isNull();
            assertThat(source.path("element").asInt(-1))
                    .isEqualTo(id.contains("-") ? Integer.parseInt(id.substring(id.indexOf('-') + 1)) : -1);
            counted.merge(prediction.at("/parameters/entity").asText(), 1, Integer::sum);
        }
        assertThat(counted).isEqualTo(perCustomer);
        assertThat(places.values()).doesNotHaveDuplicates();
        List<ConsumerRecord<byte[], byte[]>> letters =
                broker.reader().committed(pipeline.topics().deadLetters());
        assertThat(letters).hasSize(bad);
        assertThat(letters)
                .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates()
                .allSatisfy(value -> assertThat(value).startsWith("{\"id\":\"bad-"));
        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.headers().lastHeader("riffle.element"))
                        .isNotNull());
    }

    @Test
    void sums_addUp_whenAllIsAnswered() throws Exception {
        Pipeline pipeline = pipeline("summed", "summed-events");
        make("summed-events");
        broker.send(records);
        try (ScoringApplication application = ScoringApplication.start(pipeline)) {
            awaitAnswers(pipeline, valid + bad);
            String metrics = metrics(application);
            assertThat(sum(metrics, "riffle_events_received_total")).isEqualTo(valid + bad + empty);
            assertThat(sum(metrics, "riffle_skipped_total")).isEqualTo(empty);
            assertThat(sum(metrics, "riffle_predictions_total")).isEqualTo(valid);
            assertThat(sum(metrics, "riffle_dead_letters_total")).isEqualTo(bad);
            assertAnswers(pipeline);
            assertExplained();
            assertSentAgain(pipeline);
        }
    }

    /** The event of an answer is one element of its record, and so is what it is explained by. */
    private void assertExplained() throws Exception {
        JsonNode explained = JSON.readTree(riffle("explain", "9-2", "-o", "json"));
        assertThat(explained.at("/event/source").asText()).endsWith("#2");
        assertThat(explained.at("/event/value/id").asText()).isEqualTo("9-2");
        assertThat(explained.at("/validation/accepted").asBoolean()).isTrue();
        JsonNode refused = JSON.readTree(riffle("explain", "bad-9", "-o", "json"));
        assertThat(refused.at("/event/source").asText()).endsWith("#5");
        assertThat(refused.at("/event/value/id").asText()).isEqualTo("bad-9");
    }

    /** Only the refused element goes back: its neighbours were answered. */
    private void assertSentAgain(Pipeline pipeline) throws Exception {
        JsonNode letters = JSON.readTree(riffle("dlq", "list", "-o", "json", "--limit", "1"));
        assertThat(letters.at("/0/source").asText()).contains("#");
        riffle(
                "dlq",
                "replay",
                letters.at("/0/letter").asText(),
                "--edit",
                "customer=later",
                "--edit",
                "at=1700000000000",
                "--edit",
                "amount=1",
                "--yes");
        awaitAnswers(pipeline, valid + bad + 1);
        List<JsonNode> later = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                broker.reader().committed(pipeline.topics().predictions())) {
            JsonNode prediction = JSON.readTree(record.value());
            if (prediction.path("id").asText().startsWith("bad-")) {
                later.add(prediction);
            }
        }
        assertThat(later).hasSize(1);
        assertThat(later.get(0).at("/parameters/source").has("element")).isFalse();
    }

    private static String riffle(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--config", QUICKSTART.toString()));
        for (String setting : List.of(
                "pipeline=summed",
                "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "event.arrays=split",
                "topics.events=summed-events",
                "topics.predictions=summed.predictions",
                "topics.alerts=summed.alerts",
                "topics.dead-letters=summed.dlq",
                "models.directory=../config/models/quickstart",
                "models.follow-deployments=false")) {
            command.addAll(List.of("--set", setting));
        }
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), command.toArray(String[]::new));
        assertThat(code).as(out.toString() + error).isZero();
        return out.toString();
    }

    private static String metrics(ScoringApplication application) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
