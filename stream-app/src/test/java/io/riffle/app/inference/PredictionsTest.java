package io.riffle.app.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.http.RequestException;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.frame.PackingInterceptor;
import io.riffle.history.HistoryStores;
import io.riffle.metrics.ModelMetrics;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSwitch;
import io.riffle.topology.Adapters;
import io.riffle.topology.ScoringTopology;
import io.riffle.topology.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking about an event and sending it must tell the same, and asking must change nothing. */
class PredictionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = 1_767_225_600_000L;

    @TempDir
    Path folder;

    private final RecordedInference metrics = new RecordedInference();
    private Pipeline pipeline;
    private ModelVersions versions;
    private ModelSwitch models;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private TestOutputTopic<byte[], byte[]> predictions;
    private KeyValueStore<Bytes, byte[]> store;
    private Predictions asked;

    @BeforeEach
    void start() throws Exception {
        pipeline = new ConfigLoader(
                        Map.of(),
                        Map.of(
                                "event.partitioned-by-entity", "true",
                                "predictions.include-features", "amount_1h_count,amount_1h_sum",
                                "models.follow-deployments", "false"))
                .load(Path.of("..", "config", "quickstart.yaml"))
                .value();
        versions = new ModelVersions(pipeline);
        models = new ModelSwitch(versions, Deployment.initial("1"));
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(topology().build(), settings);
        events = driver.createInputTopic(
                pipeline.topics().events(), new ByteArraySerializer(), new ByteArraySerializer());
        predictions = driver.createOutputTopic(
                pipeline.topics().predictions(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        store = driver.getKeyValueStore(HistoryStores.ENTITY_HISTORY);
        asked = new Predictions(pipeline, topology(), (entities, caller, until) -> histories(entities), metrics);
    }

    @AfterEach
    void stop() {
        asked.close();
        driver.close();
        models.close();
        versions.close();
    }

    @Test
    void answer_isWhatTheStreamSays_forTheSameEventAsTheNextOne() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String event = event("e" + i, "c" + random.nextInt(5), START + i * 20_000L, random.nextInt(9_000) / 100.0);
            EventAnswer answer = ask(event).get(0);
            JsonNode again = prediction(ask(event).get(0));

            assertThat(prediction(answer)).isEqualTo(again).isEqualTo(send(event));
        }
    }

    /** Of several events in one request none is history for the others. */
    @Test
    void events_areAskedIndependently_andAnsweredInTheirOrder() throws Exception {
        send(event("first", "ada", START, 10));
        List<EventAnswer> answers = ask(
                event("a", "ada", START + 1_000, 20),
                event("b", "ada", START + 2_000, 30),
                event("a", "bob", START, 1));

        assertThat(counts(answers)).containsExactly(2, 2, 1);
        assertThat(prediction(answers.get(1)).path("id").asText()).isEqualTo("b");
        assertThat(counts(ask(event("c", "ada", START + 3_000, 1)))).containsExactly(2);
        assertThat(metrics.batches).containsExactly(3, 1);
    }

    @Test
    void event_isRefused_inTheWordsOfTheDeadLetters() throws Exception {
        List<EventAnswer> answers = ask(
                "{\"id\":\"1\",\"customer\":\"ada\",\"at\":1,\"shop\":\"web\"}",
                "{\"id\":\"2\",\"customer\":\"ada\",\"at\":" + START + ",\"amount\":\"5\"}",
                "{\"id\":\"3\",\"customer\":[],\"at\":" + START + ",\"amount\":5}",
                "{\"id\":",
                event("4", "ada", START, 5));
        assertThat(answers.get(0))
                .isEqualTo(new EventAnswer.Refused(
                        "decode", "missing_field", "amount must be present: was missing or null"));
        assertThat(answers.get(1)).hasFieldOrPropertyWithValue("reason", "wrong_type");
        assertThat(answers.get(2)).hasFieldOrPropertyWithValue("reason", "wrong_type");
        assertThat(answers.get(3)).hasFieldOrPropertyWithValue("reason", "malformed");
        assertThat(prediction(answers.get(4)).path("id").asText()).isEqualTo("4");
        assertThat(store.approximateNumEntries()).isZero();
    }

    /** More events than a frame holds, so that their answers come from several. */
    @Test
    void answers_keepTheirOrder_overSeveralFrames() throws Exception {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            many.add(event("e" + i, "c", START, i).getBytes(StandardCharsets.UTF_8));
        }
        List<EventAnswer> answers = asked.predict(many, null);
        for (int i = 0; i < 700; i++) {
            assertThat(prediction(answers.get(i)).path("id").asText()).isEqualTo("e" + i);
        }
    }

    @Test
    void body_isSplitIntoItsVeryBytes() {
        EventBody body = EventBody.of(" [ {\"a\": 1.50, \"b\":{\"c\":[1]}} ,{}]".getBytes(StandardCharsets.UTF_8));
        assertThat(body.events())
                .extracting(event -> new String(event, StandardCharsets.UTF_8))
                .containsExactly("{\"a\": 1.50, \"b\":{\"c\":[1]}}", "{}");
        assertBad("", "the body must be an event, or a list of events: was empty");
        assertBad("[]", "the list must hold at least one event: was empty");
        assertBad("[{},7]", "the list must hold events, which are JSON objects: event 1 is none");
        assertBad("[{},{\"a\"", "the list must be JSON: event 1 does not end well");
        assertBad("[{}", "the list must be JSON: event 1 does not end well");
        assertBad("[{}]{}", "the body must end with the list: was followed by something");
    }

    @Test
    void histories_are503_whenTheStreamDoesNotRun() {
        try (KafkaStreams streams = new KafkaStreams(topology().build(), new StreamsSettings(pipeline).streams())) {
            StreamHistories histories =
                    new StreamHistories(streams, "127.0.0.1:1", (host, port, entities, caller, until) -> {
                        throw new AssertionError("nobody is to be asked");
                    });
            assertThatThrownBy(() -> histories.read(List.of("ada"), null, System.nanoTime()))
                    .isInstanceOfSatisfying(
                            RequestException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(503))
                    .hasMessage("the history of 'ada' must be readable: CREATED (partitions may be moving: try again)");
        }
    }

    @Test
    void peer_is503_whenItIsGone() {
        HistoryPeers peers = new HttpHistoryPeers(null);
        assertThatThrownBy(() -> peers.read("127.0.0.1", 1, List.of("ada"), null, System.nanoTime() + 5_000_000_000L))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(503))
                .hasMessageStartingWith("the instance at 127.0.0.1:1, which keeps the history, must answer: ");
    }

    private static void assertBad(String body, String message) {
        assertThatThrownBy(() -> EventBody.of(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }

    private List<EventAnswer> ask(String... given) {
        return asked.predict(
                List.of(given).stream()
                        .map(event -> event.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                null);
    }

    private JsonNode send(String event) throws Exception {
        byte[] key = JSON.readTree(event).path("customer").asText().getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(pipeline.topics().events(), 0, 0, key, event.getBytes(StandardCharsets.UTF_8));
        PackingInterceptor.pack(List.of(record), 256)
                .forEach(frame -> events.pipeInput(
                        new TestRecord<>(frame.key(), frame.value(), new RecordHeaders(frame.headers()), START)));
        return withoutSource(predictions.readValue());
    }

    private static JsonNode prediction(EventAnswer answer) throws Exception {
        assertThat(answer).isInstanceOf(EventAnswer.Scored.class);
        return withoutSource(answer.json());
    }

    private static JsonNode withoutSource(byte[] json) throws Exception {
        JsonNode prediction = JSON.readTree(json);
        assertThat(((ObjectNode) prediction.path("parameters")).remove("source"))
                .isNotNull();
        return prediction;
    }

    private static List<Integer> counts(List<EventAnswer> answers) throws Exception {
        List<Integer> counts = new ArrayList<>();
        for (EventAnswer answer : answers) {
            counts.add(prediction(answer)
                    .at("/parameters/features/amount_1h_count")
                    .asInt());
        }
        return counts;
    }

    private Map<String, byte[]> histories(java.util.Collection<String> entities) {
        Map<String, byte[]> found = new HashMap<>();
        for (String entity : entities) {
            byte[] record = store.get(Bytes.wrap(entity.getBytes(StandardCharsets.UTF_8)));
            if (record != null) {
                found.put(entity, record);
            }
        }
        return found;
    }

    private ScoringTopology topology() {
        return new ScoringTopology(
                pipeline,
                new Adapters(
                        ModelPorts.of(models, ModelMetrics.NONE),
                        Optional.empty(),
                        ScoringMetrics.NONE,
                        System::nanoTime,
                        System::currentTimeMillis));
    }

    private static String event(String id, String customer, long time, double amount) {
        return "{\"id\":\"" + id + "\",\"customer\":\"" + customer + "\",\"at\":" + time + ",\"amount\":" + amount
                + ",\"shop\":\"web\"}";
    }
}
