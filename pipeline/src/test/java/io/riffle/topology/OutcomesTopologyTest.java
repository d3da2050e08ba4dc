package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.enrichment.InMemoryProfileSource;
import io.riffle.frame.PackingInterceptor;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.OutcomeMetrics.Fate;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.metrics.RecordedOutcomeMetrics;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Variant;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.schema.StandingAlert;
import io.riffle.schema.TopicSchema;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.TestModels;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceMeasure;
import io.riffle.watch.drift.ReferenceProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From labels to outcomes, performance and experiments, on Kafka's test driver. The score is the amount. */
class OutcomesTopologyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Deployment PLAIN = Deployment.initial("1");
    private static final Deployment EXPERIMENT = PLAIN.withExperiment(
            new Experiment("checkout", List.of(Variant.of("a", "1", 50), Variant.of("b", "2", 50))),
            new Change("test", 0, ""));

    private final RecordedOutcomeMetrics metrics = new RecordedOutcomeMetrics();
    private Map<String, String> more = Map.of();
    private Pipeline pipeline;
    private TopologyTestDriver driver;
    private PaymentRecords records;

    private void start(Deployment deployment) {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("event.partitioned-by-entity", "true");
        overrides.put("outcomes.report-every", "1s");
        overrides.putAll(more);
        pipeline = new ConfigLoader(Map.of(), overrides)
                .load(Path.of("src", "test", "resources", "topology", "payments.yaml"))
                .value();
        int amount = pipeline.schema().column("amount");
        ModelSource models = TestModels.of(
                deployment, Map.of("1", new InMemoryScorer("1", amount), "2", new InMemoryScorer("2", amount)));
        Adapters adapters = new Adapters(
                        ModelPorts.of(models, new RecordedModelMetrics()),
                        Optional.of(new InMemoryProfileSource(
                                pipeline.profile().orElseThrow().fields())),
                        new RecordedMetrics(),
                        () -> 0,
                        () -> PaymentRecords.NOW + Duration.ofDays(9).toMillis())
                .with(Adapters.WatchPorts.NONE.with(new Evaluated()).with(metrics));
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of("target", "outcomes-test").toString());
        driver = new TopologyTestDriver(new ScoringTopology(pipeline, adapters).build(), settings);
        records = new PaymentRecords(pipeline.topics().events(), 0, 0);
    }

    /** The version was right in nine of ten cases when it was evaluated. */
    private static final class Evaluated implements ReferenceProfiles {
        @Override
        public Optional<ReferenceProfile> of(String version) {
            return Optional.empty();
        }

        @Override
        public Optional<PerformanceBaseline> baseline(String version) {
            return Optional.of(new PerformanceBaseline(5_000, 2_500, Map.of(PerformanceMeasure.ACCURACY, 0.9)));
        }
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void pipe(String topic, List<ConsumerRecord<byte[], byte[]>> frame) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        PackingInterceptor.pack(frame, 256)
                .forEach(record -> input.pipeInput(new TestRecord<>(
                        record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp())));
    }

    private ConsumerRecord<byte[], byte[]> label(String id, String card, String truth, int second) {
        return records.keyed(
                PaymentRecords.NOW + second * 1_000L,
                card,
                "{\"event_id\":\"" + id + "\",\"entity\":\"" + card + "\",\"label\":" + truth + ",\"label_time_ms\":"
                        + (PaymentRecords.NOW + second * 1_000L) + "}");
    }

    private List<JsonNode> read(SideTopic topic, TopicSchema schema) {
        List<JsonNode> values = new ArrayList<>();
        driver.createOutputTopic(pipeline.topics().of(topic), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(bytes -> values.add(json(bytes)));
        com.networknt.schema.Schema checked = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.json());
        values.forEach(
                value -> assertThat(checked.validate(value)).as("%s", value).isEmpty());
        return values;
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** Every watcher with all that it can add, behind every stage. */
    @Test
    void topology_isTheCommittedOne_whenEverythingIsWatched() throws Exception {
        more = Map.of(
                "quality.window", "1h",
                "drift.detectors.amount.by", "page-hinkley",
                "drift.detectors.errors.by", "ddm",
                "alerts.moved.when", "drift(amount) >= medium",
                "alerts.moved.action", "request-retraining");
        start(PLAIN);
        Adapters adapters = new Adapters(
                ModelPorts.only(
                        new InMemoryScorer("1", pipeline.schema().column("amount")), new RecordedModelMetrics()),
                Optional.of(new InMemoryProfileSource(
                        pipeline.profile().orElseThrow().fields())),
                new RecordedMetrics(),
                () -> 0,
                () -> PaymentRecords.NOW);
        Path golden = Path.of("src", "test", "resources", "topology", "watchers.txt");
        assertThat(new ScoringTopology(pipeline, adapters)
                        .build()
                        .describe()
                        .toString()
                        .strip())
                .isEqualTo(Files.readString(golden).strip());
    }

    /** A detector of errors stands between the join and the topic; it lets everything pass, and finds what gets worse. */
    @Test
    void errors_areWatched_whenADetectorIsDeclared() {
        more = Map.of("drift.detectors.errors.by", "ddm");
        start(PLAIN);
        for (int row = 0; row < 300; row++) {
            String id = "e" + row;
            double score = row < 200 || row % 2 == 0 ? 0.1 : 0.9;
            pipe(pipeline.topics().events(), List.of(records.payment(id, "card-1", score)));
            pipe(pipeline.topics().of(SideTopic.LABELS), List.of(label(id, "card-1", row % 20 == 0 ? "1" : "0", row)));
        }
        assertThat(read(SideTopic.OUTCOMES, TopicSchema.OUTCOME)).hasSize(300);
        assertThat(driver.createOutputTopic(
                                pipeline.topics().alerts(), new StringDeserializer(), new StringDeserializer())
                        .readKeyValuesToList())
                .anyMatch(alert -> alert.key.equals("drift:1/champion/errors.ddm.0") && alert.value.contains("raised"));
    }

    @Test
    void labels_becomeOutcomesAndPerformance_whenTheyMeetTheirEvents() {
        start(PLAIN);
        pipe(
                pipeline.topics().events(),
                List.of(
                        records.payment("a", "card-1", 0.9),
                        records.payment("b", "card-2", 0.2),
                        records.payment("c", "card-1", 0.7)));
        pipe(
                pipeline.topics().of(SideTopic.LABELS),
                List.of(
                        label("a", "card-1", "1", 1),
                        label("b", "card-2", "0", 1),
                        label("c", "card-1", "0", 1),
                        label("a", "card-1", "1", 2),
                        records.keyed("card-1", "{broken"),
                        label("nobody", "card-1", "1", 1)));
        List<JsonNode> outcomes = read(SideTopic.OUTCOMES, TopicSchema.OUTCOME);
        assertThat(outcomes).extracting(each -> each.get("event_id").asText()).containsExactly("a", "b", "c");
        assertThat(outcomes.get(1).get("score").asDouble()).isEqualTo(0.2);
        assertThat(metrics.of(Fate.JOINED)).isEqualTo(3);
        assertThat(metrics.of(Fate.DUPLICATE)).isEqualTo(1);
        assertThat(metrics.of(Fate.INVALID)).isEqualTo(1);
        assertThat(metrics.of(Fate.WAITING)).isEqualTo(1);

        passReports();
        List<JsonNode> performance = read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE);
        assertThat(performance).hasSize(1);
        assertThat(performance.get(0).get("outcomes").asInt()).isEqualTo(3);
        assertThat(performance.get(0).at("/metrics/accuracy").asDouble()).isEqualTo(2 / 3.0);
        assertThat(performance.get(0).at("/metrics/roc_auc").asDouble()).isEqualTo(1);

        pipe(pipeline.topics().of(SideTopic.LABELS), List.of(label("c", "card-1", "1", 5)));
        JsonNode revised = read(SideTopic.OUTCOMES, TopicSchema.OUTCOME).get(0);
        assertThat(revised.get("previous_truth").asText()).isEqualTo("0");
        passReports();
        JsonNode again = read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE).get(0);
        assertThat(again.get("revision").asInt()).isEqualTo(2);
        assertThat(again.get("outcomes").asInt()).isEqualTo(3);
        assertThat(again.at("/metrics/accuracy").asDouble()).isEqualTo(1);
        passReports();
        assertThat(read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE))
                .as("nothing new")
                .isEmpty();
        assertThat(driver.createOutputTopic(
                                pipeline.topics().predictions(), new StringDeserializer(), new StringDeserializer())
                        .readValuesToList())
                .hasSize(3);
    }

    /** One hour of wrong answers: judged once, when the hour's labels had half an hour more; what is corrected later is only reported. */
    @Test
    void performance_becomesAnAlertOnce_whenTheLabelsHadTimeEnough() {
        more = Map.of(
                "outcomes.judge-after", "30m",
                "outcomes.min-rows", "200",
                "alerts.wrong.when", "performance(auc) < 0.9");
        start(PLAIN);
        int hour = 3_600;
        hour(0, 400, 40);
        hour(1, 400, 120);
        pipe(pipeline.topics().events(), List.of(payment("last", "card-1", 0.9, 2 * hour + 1_700)));
        passReports();
        assertThat(metrics.of(OutcomeMetrics.Verdict.UNCHANGED)).isEqualTo(1);
        assertThat(alerts()).isEmpty();
        assertThat(read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE))
                .filteredOn(each -> each.get("outcomes").asInt() == 400)
                .extracting(each -> each.get("closed").asBoolean())
                .containsExactly(true, false);
        pipe(pipeline.topics().events(), List.of(payment("later", "card-1", 0.9, 2 * hour + 1_900)));
        passReports();
        assertThat(metrics.of(OutcomeMetrics.Verdict.CHANGED)).isEqualTo(1);
        assertThat(alerts())
                .extracting(alert -> alert.name().text())
                .containsExactlyInAnyOrder("performance:1/champion/accuracy", "wrong:1/champion/roc_auc");
        for (int row = 0; row < 120; row++) {
            String id = "1-" + row;
            pipe(pipeline.topics().of(SideTopic.LABELS), List.of(label(id, "card-" + row % 40, "1", 3 * hour)));
        }
        passReports();
        List<JsonNode> corrected = read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE);
        JsonNode last = corrected.get(corrected.size() - 1);
        assertThat(last.at("/metrics/accuracy").asDouble()).isEqualTo(1);
        assertThat(last.at("/checks/0/value").asDouble()).as("as it was judged").isEqualTo(0.7);
        assertThat(last.at("/checks/0/severity").asText()).isEqualTo("high");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void eventDatedAhead_countsWhenItWasWritten_andMakesNoOtherLate() {
        start(PLAIN);
        int hour = 3_600;
        pipe(pipeline.topics().events(), List.of(payment("ahead", "card-1", 0.9, 500_000 * hour, 60)));
        pipe(pipeline.topics().events(), List.of(payment("next", "card-1", 0.9, 120)));
        pipe(
                pipeline.topics().of(SideTopic.LABELS),
                List.of(label("ahead", "card-1", "1", 180), label("next", "card-1", "1", 180)));
        passReports();
        JsonNode report = read(SideTopic.PERFORMANCE, TopicSchema.PERFORMANCE).get(0);
        assertThat(report.get("outcomes").asInt()).isEqualTo(2);
        assertThat(report.get("window_start_ms").asLong()).isEqualTo(PaymentRecords.NOW);
    }

    /** Events of one hour, the first ones judged wrongly. */
    private void hour(int hour, int rows, int wrong) {
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> labels = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String id = hour + "-" + row;
            String card = "card-" + row % 40;
            boolean high = row < wrong || row % 2 == 0;
            events.add(payment(id, card, high ? 0.9 : 0.1, hour * 3_600 + row));
            labels.add(label(id, card, row < wrong ? "0" : high ? "1" : "0", hour * 3_600 + row + 1));
        }
        pipe(pipeline.topics().events(), events);
        pipe(pipeline.topics().of(SideTopic.LABELS), labels);
    }

    /** Until partitions have sent what they counted, and until that is added up. */
    private void passReports() {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
    }

    private List<StandingAlert> alerts() {
        return driver
                .createOutputTopic(pipeline.topics().alerts(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(each -> JSON.convertValue(json(each), StandingAlert.class))
                .toList();
    }

    private ConsumerRecord<byte[], byte[]> payment(String id, String card, double amount, int second) {
        return payment(id, card, amount, second, second);
    }

    private ConsumerRecord<byte[], byte[]> payment(String id, String card, double amount, int second, int written) {
        String json = PaymentRecords.json(id, card, amount);
        return records.keyed(
                PaymentRecords.NOW + written * 1_000L,
                card,
                json.replace(String.valueOf(PaymentRecords.NOW), String.valueOf(PaymentRecords.NOW + second * 1_000L)));
    }

    @Test
    void experiment_isReported_withTheVariantThatScoredEachEvent() {
        start(EXPERIMENT);
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> labels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String card = "card-" + i % 100;
            events.add(records.payment("e" + i, card, 0.9));
            labels.add(label("e" + i, card, i % 100 < 60 ? "1" : "0", 1));
        }
        pipe(pipeline.topics().events(), events);
        pipe(pipeline.topics().of(SideTopic.LABELS), labels);
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        JsonNode report =
                read(SideTopic.EXPERIMENTS, TopicSchema.EXPERIMENT_REPORT).get(0);
        assertThat(report.get("experiment").asText()).isEqualTo("checkout");
        JsonNode a = report.at("/variants/0");
        JsonNode b = report.at("/variants/1");
        assertThat(a.get("name").asText()).isEqualTo("a");
        assertThat(a.get("entities").asInt() + b.get("entities").asInt()).isEqualTo(100);
        assertThat(a.get("events").asInt()).isEqualTo(2 * a.get("entities").asInt());
        assertThat(a.get("outcomes").asInt() + b.get("outcomes").asInt()).isEqualTo(200);
        assertThat(a.get("successes").asInt() + b.get("successes").asInt()).isEqualTo(120);
        assertThat(report.get("sample_ratio_mismatch").asBoolean()).isFalse();
        assertThat(read(SideTopic.OUTCOMES, TopicSchema.OUTCOME))
                .hasSize(200)
                .allSatisfy(each -> assertThat(each.get("experiment").asText()).isEqualTo("checkout"));
    }
}
