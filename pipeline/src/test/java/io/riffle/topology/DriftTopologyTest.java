package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.frame.PackingInterceptor;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Variant;
import io.riffle.model.folder.CategoryCounts;
import io.riffle.model.folder.NumberBins;
import io.riffle.model.folder.ReferenceProfile;
import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.schema.StandingAlert;
import io.riffle.schema.TopicSchema;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.TestModels;
import io.riffle.stats.BinEdges;
import io.riffle.stats.Quantiles;
import io.riffle.stats.ReferenceBins;
import io.riffle.watch.drift.ReferenceProfiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From scored events to reports and alerts, with the counts passing through the topic of the merge. */
class DriftTopologyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = 1_736_121_600_000L;
    private static final long MINUTE = 60_000;
    private static final ReferenceProfile PROFILE = profile();

    private Pipeline pipeline = pipeline(Map.of());
    private ReferenceProfile profile = PROFILE;
    private ReferenceProfiles references = version -> Optional.of(profile);
    private final Random random = new Random(5);
    private final PaymentRecords records = new PaymentRecords("drifting.events.v1", 0, 0);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private int sent;

    @BeforeEach
    void start() {
        start(ModelPorts.only(new InMemoryScorer("1", pipeline.schema().column("amount")), new RecordedModelMetrics()));
    }

    private void start(ModelPorts models) {
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put("state.dir", Path.of("target", "drift-topology-test").toString());
        Adapters adapters = new Adapters(models, Optional.empty(), new RecordedMetrics(), () -> 0, () -> START)
                .with(Adapters.WatchPorts.NONE.with(references));
        driver = new TopologyTestDriver(
                new ScoringTopology(pipeline, adapters).build(), settings, Instant.ofEpochMilli(START));
        events = driver.createInputTopic("drifting.events.v1", new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static Pipeline pipeline(Map<String, String> more) {
        return new ConfigLoader(Map.of(), more)
                .load(Path.of("src", "test", "resources", "topology", "drift.yaml"))
                .value();
    }

    private static ReferenceProfile profile() {
        Random random = new Random(1);
        double[] amounts = random.doubles(2_000)
                .map(any -> 100 + 20 * random.nextGaussian())
                .toArray();
        BinEdges edges = new BinEdges(Quantiles.edges(amounts, 64));
        NumberBins bins = new NumberBins(
                Arrays.stream(edges.edges()).boxed().toList(),
                Arrays.stream(edges.count(amounts)).boxed().toList(),
                0);
        return new ReferenceProfile(
                2_000,
                Map.of("amount", bins),
                Map.of("category", new CategoryCounts(Map.of("food", 1_200L, "fuel", 800L), 0)),
                Optional.of(bins));
    }

    @Test
    void topology_isTheCommittedOne() throws Exception {
        Path golden = Path.of("src", "test", "resources", "topology", "drift.txt");
        Adapters adapters = new Adapters(
                ModelPorts.only(new InMemoryScorer("1"), new RecordedModelMetrics()),
                Optional.empty(),
                new RecordedMetrics(),
                () -> 0,
                () -> 0);
        String actual =
                new ScoringTopology(pipeline, adapters).build().describe().toString();
        assertThat(actual.strip()).isEqualTo(Files.readString(golden).strip());
    }

    @Test
    void windows_holdEveryScoredRow_andAlertsComeOnceAndGo() throws Exception {
        minute(0, 400, 0);
        minute(1, 400, 0);
        minute(2, 400, 25);
        minute(3, 400, 25);
        minute(4, 400, 0);
        minute(5, 400, 0);
        quiet();

        List<DriftReport> reports = reports();
        assertThat(reports)
                .extracting(DriftReport::fromMs)
                .containsExactly(
                        START,
                        START + MINUTE,
                        START + 2 * MINUTE,
                        START + 3 * MINUTE,
                        START + 4 * MINUTE,
                        START + 5 * MINUTE);
        assertThat(reports.stream().mapToLong(DriftReport::rows).sum()).isEqualTo(sent);
        assertThat(reports).extracting(DriftReport::drifted).containsExactly(0, 0, 2, 2, 0, 0);
        DriftReport.Feature worst = reports.get(2).features().get(0);
        assertThat(worst.feature()).isIn("amount", "score");
        assertThat(worst.severity()).isEqualTo(Severity.HIGH);
        assertThat(worst.statistic("mean")).isBetween(122.0, 128.0);
        assertThat(worst.statistic("reference_mean")).isBetween(97.0, 103.0);
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status, StandingAlert::sinceMs)
                .containsExactlyInAnyOrder(
                        tuple("1/champion/amount", "raised"),
                        tuple("1/champion/score", "raised"),
                        tuple("1/champion/amount", "resolved"),
                        tuple("1/champion/score", "resolved"));
    }

    private static org.assertj.core.groups.Tuple tuple(String subject, String status) {
        return org.assertj.core.groups.Tuple.tuple(subject, status, START + 2 * MINUTE);
    }

    @Test
    void rows_areCountedAsLate_whenTheirWindowIsClosed() throws Exception {
        minute(0, 100, 0);
        minute(2, 100, 0);
        send(START + 1_000, 30, 0);
        send(START + 2 * MINUTE + 50_000, 10, 0);
        quiet();

        List<DriftReport> reports = reports();
        assertThat(reports).extracting(DriftReport::rows).containsExactly(100L, 110L);
        assertThat(reports.stream().mapToLong(DriftReport::lateRows).sum()).isEqualTo(30);
        assertThat(reports).allSatisfy(report -> assertThat(report.judged()).isFalse());
        assertThat(alerts()).isEmpty();
    }

    /** One wrong clock must not close the windows of all others. */
    @Test
    void rowDatedAhead_countsWhenItWasWritten_andMakesNoOtherLate() throws Exception {
        long ahead = START + Duration.ofDays(27_000).toMillis();
        minute(0, 100, 0);
        send(ahead, START + MINUTE, 1, 0);
        minute(1, 100, 0);
        minute(2, 100, 0);
        quiet();

        List<DriftReport> reports = reports();
        assertThat(reports).extracting(DriftReport::rows).containsExactly(100L, 101L, 100L);
        assertThat(reports).extracting(DriftReport::lateRows).containsOnly(0L);
    }

    /** Row by row in the order of the partition; over when no further change came for a window. */
    @Test
    void detectors_raiseTheirAlerts_whenTheMeanMoves_andNotBefore() throws Exception {
        driver.close();
        pipeline = pipeline(Map.of("drift.detectors.amount.by", "adwin", "drift.detectors.score.by", "page-hinkley"));
        start();
        for (int minute = 0; minute < 4; minute++) {
            minute(minute, 400, 0);
        }
        assertThat(detected()).isEmpty();
        minute(4, 400, 25);
        assertThat(detected())
                .containsExactlyInAnyOrder(
                        "1/champion/amount.adwin.0 raised", "1/champion/score.page-hinkley.0 raised");
        for (int minute = 5; minute < 8; minute++) {
            minute(minute, 400, 25);
        }
        assertThat(detected())
                .containsExactlyInAnyOrder(
                        "1/champion/amount.adwin.0 resolved", "1/champion/score.page-hinkley.0 resolved");
    }

    @Test
    void bins_areLearnedFromTheFirstLargeWindow_whenTheVersionHasNoReference() throws Exception {
        startLearning();
        minute(0, 40, 0);
        for (int minute = 1; minute < 6; minute++) {
            minute(minute, 400, minute == 4 ? 25 : 0);
        }
        quiet();

        List<DriftReport> reports = reports();
        String learned =
                "window " + Instant.ofEpochMilli(START + MINUTE) + "/" + Instant.ofEpochMilli(START + 2 * MINUTE);
        assertThat(reports)
                .extracting(DriftReport::reference)
                .containsExactly("learning", "learning", learned, learned, learned, learned);
        assertThat(reports).extracting(DriftReport::judged).containsExactly(false, false, true, true, true, true);
        assertThat(reports).extracting(DriftReport::drifted).containsExactly(0, 0, 0, 0, 2, 0);
        assertThat(reports.stream().mapToLong(DriftReport::rows).sum()).isEqualTo(sent);
        assertThat(reports.get(1).features()).isEmpty();
        assertThat(reports.get(4).features())
                .extracting(DriftReport.Feature::feature)
                .containsExactlyInAnyOrder("amount", "score", "category");
        DriftReport.Feature worst = reports.get(4).features().get(0);
        assertThat(worst.statistic("mean")).isBetween(122.0, 128.0);
        assertThat(worst.statistic("reference_mean")).isBetween(96.0, 104.0);
        assertThat(worst.statistic("deviation")).isBetween(18.0, 22.0);
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("1/champion/amount", "raised"),
                        org.assertj.core.groups.Tuple.tuple("1/champion/score", "raised"),
                        org.assertj.core.groups.Tuple.tuple("1/champion/amount", "resolved"),
                        org.assertj.core.groups.Tuple.tuple("1/champion/score", "resolved"));
    }

    /** Entities differ between partitions: what one of them has seen is no reference for all. */
    @Test
    void reference_isTheFirstWindowOfAllPartitions() throws Exception {
        startLearning();
        minute(0, 400, 200);
        minute(1, 400, 200);
        minute(2, 400, 200);
        List<TestRecord<byte[], byte[]>> parts = driver.createOutputTopic(
                        "drifting.window-counts.v1", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        assertThat(parts).hasSize(2);
        startLearning();
        minute(0, 400, 0);
        minute(1, 400, 0);
        minute(2, 400, 0);
        TestInputTopic<byte[], byte[]> counts = driver.createInputTopic(
                "drifting.window-counts.v1", new ByteArraySerializer(), new ByteArraySerializer());
        for (TestRecord<byte[], byte[]> part : parts) {
            ByteBuffer ofSecondPartition = ByteBuffer.wrap(part.value()).putInt(0, 1);
            counts.pipeInput(part.key(), ofSecondPartition.array());
        }
        driver.advanceWallClockTime(Duration.ofSeconds(5));

        List<DriftReport> reports = reports();
        assertThat(reports).extracting(DriftReport::partitions).containsExactly(2, 2);
        assertThat(reports).extracting(DriftReport::rows).containsExactly(800L, 800L);
        assertThat(reports).extracting(DriftReport::drifted).containsExactly(0, 0);
        assertThat(reports.get(1).judged()).isTrue();
        assertThat(reports.get(1).features().get(0).statistic("reference_mean")).isBetween(150.0, 250.0);
    }

    private void startLearning() {
        driver.close();
        pipeline = pipeline(Map.of("drift.without-reference", "first-window"));
        references = version -> Optional.empty();
        start();
    }

    /** Two variants answer the same payments; the second says yes more often than its training did. */
    @Test
    void labels_areWatchedPerVariant() throws Exception {
        driver.close();
        int amount = pipeline.schema().column("amount");
        Deployment experiment = Deployment.initial("1")
                .withExperiment(
                        new Experiment("checkout", List.of(Variant.of("a", "1", 50), Variant.of("b", "2", 50))),
                        new Change("test", 0, ""));
        ModelSource models = TestModels.of(
                experiment, Map.of("1", new InMemoryScorer("1", amount), "2", new InMemoryScorer("2", amount, 0.3)));
        CategoryCounts labels = new CategoryCounts(Map.of("0", 1_000L, "1", 1_000L), 0);
        profile = new ReferenceProfile(2_000, Map.of(), Map.of(), Optional.empty(), Optional.of(labels));
        start(ModelPorts.of(models, new RecordedModelMetrics()));
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            batch.add(records.keyed(
                    START + i,
                    "card-" + i % 40,
                    String.format(
                            java.util.Locale.ROOT,
                            "{\"event_id\":\"l%d\",\"card_id\":\"card-%d\",\"event_time\":%d,\"amount\":%.4f}",
                            i,
                            i % 40,
                            START + i,
                            2 * random.nextDouble())));
        }
        PackingInterceptor.pack(batch, 64)
                .forEach(record -> events.pipeInput(new TestRecord<>(
                        record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp())));
        quiet();
        List<DriftReport> reports = reports();
        assertThat(reports).extracting(DriftReport::variant).containsExactlyInAnyOrder("a", "b");
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.features())
                        .singleElement()
                        .satisfies(feature -> assertThat(feature.kind()).isEqualTo("label")));
        assertThat(alerts()).extracting(StandingAlert::subject).containsExactly("2/b/predicted_label");
    }

    private List<String> detected() throws Exception {
        return alerts().stream()
                .filter(alert -> alert.name().subject().measure().contains("."))
                .map(alert -> alert.subject() + " " + alert.status())
                .toList();
    }

    private void minute(int minute, int rows, double shift) {
        int each = rows / 4;
        for (int part = 0; part < 4; part++) {
            send(START + minute * MINUTE + part * 14_000L, each, shift);
        }
    }

    private void send(long time, int rows, double shift) {
        send(time, time, rows, shift);
    }

    /** A flag that was rare becomes frequent; of 500 categories half are seldom, and every window has new ones. */
    @Test
    void flag_alarms_andRareCategoriesDoNot() throws Exception {
        driver.close();
        double[] flags = random.doubles(2_000).map(any -> any < 0.005 ? 1 : 0).toArray();
        ReferenceBins bins = ReferenceBins.ofValues(flags);
        Map<String, Long> categories = new HashMap<>();
        for (int row = 0; row < 2_000; row++) {
            categories.merge(rareCategory(), 1L, Long::sum);
        }
        profile = new ReferenceProfile(
                2_000,
                Map.of("amount", new NumberBins(bins.edges(), bins.counts(), 0)),
                Map.of("category", new CategoryCounts(categories, 0)),
                Optional.empty());
        start();
        for (int minute = 0; minute < 4; minute++) {
            double share = minute < 3 ? 0.005 : 0.5;
            for (int part = 0; part < 4; part++) {
                long time = START + minute * MINUTE + part * 14_000L;
                send(time, time, 100, () -> random.nextDouble() < share ? 1 : 0, this::rareCategory);
            }
        }
        quiet();

        List<DriftReport> reports = reports();
        assertThat(reports).extracting(DriftReport::drifted).containsExactly(0, 0, 0, 1);
        DriftReport.Feature worst = reports.get(3).features().get(0);
        assertThat(worst.feature()).isEqualTo("amount");
        assertThat(worst.bins()).extracting(DriftReport.Bin::label).containsExactly("0", "above 0");
        DriftReport.Feature category = reports.get(0).features().stream()
                .filter(feature -> feature.feature().equals("category"))
                .findFirst()
                .orElseThrow();
        assertThat(category.statistic("unknown_share")).isGreaterThan(0.02);
        assertThat(category.statistic("expected_unknown_share"))
                .isCloseTo(category.statistic("unknown_share"), within(0.05));
        assertThat(alerts()).extracting(StandingAlert::subject).containsExactly("1/champion/amount");
    }

    /** As when a version is registered again with the bins of today: what the old ones counted is in none of the new. */
    @Test
    void windows_beginAnew_whenTheReferenceGetsOtherBins() throws Exception {
        minute(0, 400, 0);
        send(START + MINUTE, 100, 0);
        ReferenceBins bins = ReferenceBins.ofValues(random.doubles(2_000)
                .map(any -> 100 + 20 * random.nextGaussian())
                .toArray());
        NumberBins amounts = new NumberBins(bins.edges(), bins.counts(), 0);
        profile = new ReferenceProfile(2_000, Map.of("amount", amounts), PROFILE.categories(), Optional.of(amounts));
        send(START + MINUTE + 20_000, 300, 0);
        minute(2, 400, 0);
        quiet();

        List<DriftReport> reports = reports();
        assertThat(reports)
                .extracting(DriftReport::fromMs, DriftReport::rows)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(START + MINUTE, 300L),
                        org.assertj.core.groups.Tuple.tuple(START + 2 * MINUTE, 400L));
        assertThat(reports).extracting(DriftReport::drifted).containsOnly(0);
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.features())
                        .filteredOn(feature -> feature.feature().equals("amount"))
                        .singleElement()
                        .satisfies(amount ->
                                assertThat(amount.statistic("reference_mean")).isBetween(97.0, 103.0)));
    }

    /** The n-th is as frequent as 1 / n. */
    private String rareCategory() {
        return "shop-" + (int) Math.exp(random.nextDouble() * Math.log(500));
    }

    private void send(long time, long written, int rows, double shift) {
        send(
                time,
                written,
                rows,
                () -> 100 + shift + 20 * random.nextGaussian(),
                () -> random.nextInt(10) < 6 ? "food" : "fuel");
    }

    private void send(long time, long written, int rows, DoubleSupplier amount, Supplier<String> categories) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String category = categories.get();
            batch.add(records.keyed(
                    written + i,
                    "card-" + i % 7,
                    String.format(
                            java.util.Locale.ROOT,
                            "{\"event_id\":\"e%d\",\"card_id\":\"card-%d\",\"event_time\":%d,\"amount\":%.4f,\"category\":\"%s\"}",
                            sent++,
                            i % 7,
                            time + i,
                            amount.getAsDouble(),
                            category)));
        }
        PackingInterceptor.pack(batch, 64)
                .forEach(record -> events.pipeInput(new TestRecord<>(
                        record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp())));
    }

    /** No more events: the wall clock closes what is open, and what has settled is judged. */
    private void quiet() {
        driver.advanceWallClockTime(Duration.ofMinutes(3));
        driver.advanceWallClockTime(Duration.ofSeconds(5));
    }

    private List<DriftReport> reports() throws Exception {
        return new PublishedRecords(driver, JSON).of("drifting.drift.v1", TopicSchema.DRIFT_REPORT, DriftReport.class);
    }

    private List<StandingAlert> alerts() throws Exception {
        return new PublishedRecords(driver, JSON).alerts("drifting.alerts.v1");
    }
}
