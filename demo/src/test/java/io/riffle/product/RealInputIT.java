package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.app.Main;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.schema.TopicSchema;
import io.riffle.scoring.ReferenceModels;
import io.riffle.scoring.ReferenceRows;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded events through a real broker and the whole application, with models that others trained. Expected values come
 * from scikit-learn or numpy in double precision.
 */
class RealInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INTRUSION = Path.of("..", "config", "intrusion.yaml");
    private static final Path ELECTRICITY =
            Path.of("..", "pipeline", "src", "test", "resources", "config", "electricity.yaml");
    private static final String CONNECTIONS = "connections";
    private static final String MISPLACED = "misplaced-connections";
    private static final Path MESSAGES_PIPELINE =
            Path.of("..", "pipeline", "src", "test", "resources", "config", "sms.yaml");
    private static final String MESSAGES = "messages";
    private static final String HALF_HOURS = "half-hours";
    private static final int SAMPLE = 200;

    private static RecordedEvents connections;
    private static RecordedEvents halfHours;
    private static RecordedEvents messages;
    private static RealBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        connections = RecordedEvents.read("events/intrusion/scored.events.jsonl.gz");
        halfHours = RecordedEvents.read("events/electricity/events.jsonl.gz");
        messages = RecordedEvents.read("events/sms/scored.events.jsonl.gz");
        broker = new RealBroker();
        broker.createTopics(CONNECTIONS, MISPLACED, HALF_HOURS, MESSAGES);
        broker.send(messages.keyed(MESSAGES, RealBroker.PARTITIONS));
        broker.send(connections.keyed(CONNECTIONS, RealBroker.PARTITIONS));
        broker.send(connections.misplaced(MISPLACED, RealBroker.PARTITIONS));
        broker.send(halfHours.keyed(HALF_HOURS, RealBroker.PARTITIONS));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private Pipeline intrusion(String name, String events, Map<String, String> more) throws Exception {
        return broker.pipeline(INTRUSION, name, events, directory, more);
    }

    private Pipeline intrusion(String model) throws Exception {
        ReferenceModels.write(directory, model);
        return intrusion(model, CONNECTIONS, version(model));
    }

    private static Map<String, String> version(String model) {
        return Map.of(
                "models.version", ReferenceModels.entry(model).get("version").asText());
    }

    private static void assertExpected(String model, Map<String, JsonNode> predictions) {
        ExpectedOutputs outputs = new ExpectedOutputs(model);
        Map<String, JsonNode> expected = ReferenceRows.expected(model);
        assertThat(expected)
                .hasSize(ReferenceModels.entry(model).get("expected_rows").asInt());
        expected.forEach((id, row) -> {
            assertThat(predictions).containsKey(id);
            outputs.check(row, predictions.get(id));
        });
    }

    @Test
    void configCheck_acceptsTheIntrusionPipeline() {
        StringWriter error = new StringWriter();
        PrintWriter out = new PrintWriter(new StringWriter());
        int code = Main.run(Map.of(), out, new PrintWriter(error), "config", "check", "--config", INTRUSION.toString());
        assertThat(error.toString()).isEmpty();
        assertThat(code).isZero();
    }

    /** Without this, a comparison that compares nothing would look like success. */
    @Test
    void comparison_fails_whenAValueIsOffByMoreThanTheTolerance() throws Exception {
        ExpectedOutputs outputs = new ExpectedOutputs("intrusion_mlp");
        JsonNode expected = JSON.readTree("{\"attack_probability\": 0.5}");
        String prediction =
                "{\"model_version\": \"1\", \"outputs\": [{\"name\": \"attack_probability\", \"data\": [%s]}]}";
        outputs.check(expected, JSON.readTree(prediction.formatted("0.50009")));
        for (String wrong : List.of("0.50011", "0.49989", "null", "0.5, 0.5", "")) {
            JsonNode found = JSON.readTree(prediction.formatted(wrong));
            assertThatThrownBy(() -> outputs.check(expected, found)).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intrusion_v2",
                "intrusion_rf_category",
                "intrusion_rf_category_zipmap",
                "intrusion_mlp",
                "intrusion_mlp_batch1",
                "intrusion_mixed_inputs",
                "intrusion_multi_output",
                "intrusion_lr_double",
                "intrusion_v1_zipmap"
            })
    void predictions_equalTheReference_ofConnections(String model) throws Exception {
        assertThat(connections.size()).isEqualTo(22_544);
        ScoredTopic scored = ScoredTopic.of(intrusion(model), connections.size());
        assertThat(scored.deadLetters()).isEmpty();
        assertThat(scored.predicted()).hasSize(connections.size());
        assertExpected(model, scored.predictions());
        assertSchema(scored.predicted());
    }

    /** Raw text: as a tf-idf vector of 1,500 values, and as a tensor of strings that the model takes apart itself. */
    @ParameterizedTest
    @ValueSource(strings = {"sms_tfidf_lr_vector", "sms_tfidf_lr_string"})
    void predictions_equalTheReference_ofMessages(String model) throws Exception {
        assertThat(messages.size()).isEqualTo(1_574);
        ReferenceModels.write(directory, model);
        Pipeline pipeline = broker.pipeline(MESSAGES_PIPELINE, model, MESSAGES, directory, version(model));
        ScoredTopic scored = ScoredTopic.of(pipeline, messages.size());
        assertThat(scored.deadLetters()).isEmpty();
        assertExpected(model, scored.predictions());
        assertSchema(scored.predicted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"electricity_columns", "electricity_rf", "electricity_demand_linear", "electricity_demand_gb"})
    void predictions_equalTheReference_ofElectricity(String model) throws Exception {
        assertThat(halfHours.size()).isEqualTo(45_312);
        ReferenceModels.write(directory, model);
        Pipeline pipeline = broker.pipeline(ELECTRICITY, model, HALF_HOURS, directory, version(model));
        ScoredTopic scored = ScoredTopic.of(pipeline, halfHours.size());
        assertThat(scored.deadLetters()).isEmpty();
        assertThat(scored.predicted()).hasSize(halfHours.size());
        assertExpected(model, scored.predictions());
        assertSchema(scored.predicted());
    }

    private static void assertSchema(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopicSchema.PREDICTION.json());
        int step = records.size() / SAMPLE;
        for (int i = 0; i < SAMPLE; i++) {
            String text = new String(records.get(i * step).value(), StandardCharsets.UTF_8);
            assertThat(schema.validate(JSON.readTree(text))).as(text).isEmpty();
        }
    }

    /** The entities of both topics are in the same order; only keys and partitions differ. */
    @Test
    void predictions_areThoseOfKeyedEvents_whenRiffleRepartitions() throws Exception {
        ScoredTopic direct = ScoredTopic.of(intrusion("intrusion_v1"), connections.size());
        assertThat(direct.predicted()).hasSize(connections.size());
        assertThat(direct.deadLetters()).isEmpty();
        assertExpected("intrusion_v1", direct.predictions());

        Map<String, String> settings = new HashMap<>(version("intrusion_v1"));
        settings.put("event.partitioned-by-entity", "false");
        Pipeline pipeline = intrusion("repartitioned", MISPLACED, settings);
        ScoredTopic repartitioned = ScoredTopic.of(pipeline, connections.size());
        assertThat(repartitioned.predicted()).hasSize(connections.size());
        assertThat(repartitioned.deadLetters()).isEmpty();

        Map<String, JsonNode> expected = direct.predictions();
        Map<String, String> positions = positions(MISPLACED);
        repartitioned.predictions().forEach((id, prediction) -> {
            JsonNode history = prediction.at("/parameters/features");
            assertThat(history.get("src_bytes_1m_count").asInt()).as(id).isPositive();
            assertThat(history).as(id).isEqualTo(expected.get(id).at("/parameters/features"));
            assertThat(prediction.at("/outputs")).isEqualTo(expected.get(id).at("/outputs"));
            assertThat(position(prediction)).isEqualTo(positions.get(id));
        });
    }

    private static String position(JsonNode prediction) {
        JsonNode source = prediction.at("/parameters/source");
        return source.get("topic").textValue() + "/" + source.get("partition") + "/" + source.get("offset");
    }

    private static Map<String, String> positions(String topic) throws Exception {
        Map<String, String> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.reader().committed(topic)) {
            String id = JSON.readTree(record.value()).get("event_id").textValue();
            positions.put(id, topic + "/" + record.partition() + "/" + record.offset());
        }
        return positions;
    }

    @Test
    void predictions_areReadable_whenKcatPrintsThem() throws Exception {
        assumeTrue(isOnPath("kcat"), "kcat is not installed");
        ReferenceModels.write(directory, "intrusion_v1");
        Pipeline pipeline = intrusion("readable", CONNECTIONS, version("intrusion_v1"));
        ScoredTopic.of(pipeline, connections.size());
        String topic = pipeline.topics().predictions();
        Path printed = directory.resolve("kcat.txt");
        Process kcat = new ProcessBuilder(
                        "kcat", "-b", broker.bootstrapServers(), "-C", "-t", topic, "-c", "1", "-e", "-q")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(kcat.waitFor()).as(Files.readString(printed)).isZero();
        JsonNode prediction = JSON.readTree(printed.toFile());
        assertThat(prediction.get("id").textValue()).startsWith("intr-s-");
        assertThat(prediction.get("model_name").textValue()).isEqualTo("intrusion_v1");
        assertThat(prediction.at("/parameters/score").isNumber()).isTrue();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void start_isRefused_whenTheModelAnswersNoNumber() throws Exception {
        ReferenceModels.writeBroken(directory, "nan_output.onnx");
        assertThatThrownBy(() -> ScoredTopic.of(intrusion("nan-output", CONNECTIONS, Map.of()), connections.size()))
                .isInstanceOf(UserProblem.class)
                .hasMessageContaining("refused at warm-up: at least one row must be scored")
                .hasMessageContaining("finite");
    }

    @Test
    void start_isRefused_whenTheModelBreaksItsContract() throws Exception {
        Path model = ReferenceModels.writeBroken(directory, "wrong_width.onnx");
        Pipeline pipeline = intrusion("wrong-width", CONNECTIONS, Map.of());
        assertThatThrownBy(() -> ScoringApplication.start(pipeline).close())
                .isInstanceOf(UserProblem.class)
                .hasMessageStartingWith("model " + model + ": refused at ")
                .hasMessageContaining("input 'features' must be 121 values wide");
    }
}
