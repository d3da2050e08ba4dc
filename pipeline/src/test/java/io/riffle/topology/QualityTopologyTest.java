package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.frame.PackingInterceptor;
import io.riffle.frame.RecordLimit;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.schema.QualityReport;
import io.riffle.schema.StandingAlert;
import io.riffle.schema.TopicSchema;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From events, good and bad, to reports and alerts. */
class QualityTopologyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = PaymentRecords.NOW;
    private static final long MINUTE = 60_000;
    private static final String GOOD =
            "{\"event_id\":\"%s\",\"card_id\":\"c\",\"event_time\":%d,\"amount\":5," + "\"category\":\"food\"}";
    private static final String AS_TEXT = GOOD.replace(":5,", ":\"5\",");
    private static final String NO_CATEGORY = GOOD.replace(",\"category\":\"food\"", "");

    private final PaymentRecords records = new PaymentRecords("checked.events.v1", 0, 0);
    private final List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    private TopologyTestDriver driver = start(false);
    private TestInputTopic<byte[], byte[]> events = events();
    private int sent;

    private TopologyTestDriver start(boolean repartitioned) {
        Pipeline pipeline = pipeline(repartitioned);
        return start(pipeline, RecordLimits.usual(pipeline));
    }

    private static TopologyTestDriver start(Pipeline pipeline, RecordLimits limits) {
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put("state.dir", Path.of("target", "quality-topology-test").toString());
        return new TopologyTestDriver(topology(pipeline, limits).build(), settings, Instant.ofEpochMilli(START));
    }

    private TestInputTopic<byte[], byte[]> events() {
        return driver.createInputTopic("checked.events.v1", new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ScoringTopology topology(Pipeline pipeline) {
        return topology(pipeline, RecordLimits.usual(pipeline));
    }

    private static ScoringTopology topology(Pipeline pipeline, RecordLimits limits) {
        Adapters adapters = new Adapters(
                ModelPorts.only(
                        new InMemoryScorer("1", pipeline.schema().column("amount")), new RecordedModelMetrics()),
                Optional.empty(),
                new RecordedMetrics(),
                () -> 0,
                () -> START);
        return new ScoringTopology(pipeline, adapters, limits);
    }

    private static Pipeline pipeline(boolean repartitioned) {
        return new ConfigLoader(Map.of(), Map.of("event.partitioned-by-entity", Boolean.toString(!repartitioned)))
                .load(Path.of("src", "test", "resources", "topology", "quality.yaml"))
                .value();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void topology_isTheCommittedOne() throws Exception {
        assertThat(topology(pipeline(false)).build().describe().toString().strip())
                .isEqualTo(golden("quality.txt"));
        assertThat(topology(pipeline(true)).build().describe().toString().strip())
                .isEqualTo(golden("quality-repartitioned.txt"));
    }

    private static String golden(String name) throws Exception {
        return Files.readString(Path.of("src", "test", "resources", "topology", name))
                .strip();
    }

    @Test
    void windows_holdEveryEventThatArrived_whateverBecameOfIt() throws Exception {
        checkWindows();
    }

    /** The same events, refused in one sub-topology and scored in another, give the same counts. */
    @Test
    void windows_holdEveryEvent_whenTheyAreRepartitioned() throws Exception {
        driver.close();
        driver = start(true);
        events = events();
        checkWindows();
    }

    private void checkWindows() throws Exception {
        minute(0, 100, GOOD);
        minute(1, 80, GOOD);
        minute(1, 20, AS_TEXT);
        minute(2, 60, GOOD);
        minute(2, 40, NO_CATEGORY);
        add(START + 2 * MINUTE, "cut {");
        add(START + 2 * MINUTE, String.format(GOOD, "e0", START + 2 * MINUTE));
        minute(3, 100, GOOD);
        send();
        quiet();

        List<QualityReport> reports = reports();
        assertThat(reports)
                .extracting(QualityReport::fromMs)
                .containsExactly(START, START + MINUTE, START + 2 * MINUTE, START + 3 * MINUTE);
        assertThat(reports).extracting(QualityReport::rows).containsExactly(100L, 100L, 102L, 100L);
        assertThat(reports).extracting(QualityReport::deadLetters).containsExactly(0L, 20L, 2L, 0L);
        assertThat(reports.get(2).reasons()).isEqualTo(Map.of("malformed", 1L, "duplicate", 1L));
        assertThat(field(reports.get(1), "amount"))
                .isEqualTo(new QualityReport.Field("amount", 100, 1, 0, 20, 0, 0, 0));
        assertThat(field(reports.get(2), "category"))
                .isEqualTo(new QualityReport.Field("category", 100, 0.6, 40, 0, 0, 0, 0));
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status, StandingAlert::sinceMs)
                .containsExactlyInAnyOrder(
                        tuple("-/-/rejected", "raised", 1),
                        tuple("-/-/amount.wrong_type", "raised", 1),
                        tuple("-/-/category.missing", "raised", 2),
                        tuple("-/-/rejected", "resolved", 1),
                        tuple("-/-/amount.wrong_type", "resolved", 1),
                        tuple("-/-/category.missing", "resolved", 2));
        long answers = driver.createOutputTopic(
                                "checked.predictions.v1", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .getQueueSize()
                + driver.createOutputTopic(
                                "checked.events.v1.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .getQueueSize();
        assertThat(answers).isEqualTo(sent);
    }

    private static org.assertj.core.groups.Tuple tuple(String subject, String status, int minute) {
        return org.assertj.core.groups.Tuple.tuple(subject, status, START + minute * MINUTE);
    }

    @Test
    void windows_takeInWhatWasRefusedBeforeTheFirstEvent_andWhatIsLate() throws Exception {
        add(0, "nothing yet");
        send();
        minute(0, 100, GOOD);
        send();
        minute(2, 100, GOOD);
        send();
        minute(0, 30, GOOD);
        send();
        quiet();

        List<QualityReport> reports = reports();
        assertThat(reports)
                .extracting(QualityReport::fromMs)
                .containsExactly(START, START + MINUTE, START + 2 * MINUTE);
        assertThat(reports).extracting(QualityReport::rows).containsExactly(101L, 30L, 100L);
        assertThat(reports).extracting(QualityReport::lateRows).containsExactly(0L, 30L, 0L);
    }

    /** It was accepted and scored, but nobody gets an answer. */
    @Test
    void prediction_countsAsRefused_whenItsTopicDoesNotTakeIt() throws Exception {
        driver.close();
        Pipeline pipeline = pipeline(false);
        driver = start(pipeline, new RecordLimits(new RecordLimit(1_200), RecordLimit.USUAL));
        events = events();
        minute(0, 20, GOOD);
        minute(0, 5, GOOD.replace("%s", "%s" + "x".repeat(500)));
        send(1_000);
        quiet();

        List<QualityReport> reports = reports();
        assertThat(reports).extracting(QualityReport::rows).containsExactly(25L);
        assertThat(reports).extracting(QualityReport::deadLetters).containsExactly(5L);
        assertThat(reports.get(0).reasons()).containsEntry("out_of_range", 5L);
    }

    /** As in a replay, where a poll brings hours. */
    @Test
    void refusedEvents_countWithTheirNeighbours_whenAFrameReachesOverWindows() throws Exception {
        checkNeighbours();
    }

    @Test
    void refusedEvents_countWithTheirNeighbours_whenEventsAreRepartitioned() throws Exception {
        driver.close();
        driver = start(true);
        events = events();
        checkNeighbours();
    }

    private void checkNeighbours() throws Exception {
        for (int frame = 0; frame < 2; frame++) {
            for (int minute = 3 * frame; minute < 3 * frame + 3; minute++) {
                minute(minute, 10, GOOD);
                minute(minute, 5, AS_TEXT);
            }
            send(1_000);
        }
        quiet();

        List<QualityReport> reports = reports();
        assertThat(reports).extracting(QualityReport::rows).containsOnly(15L).hasSize(6);
        assertThat(reports).extracting(QualityReport::deadLetters).containsOnly(5L);
    }

    @Test
    void eventDatedAhead_countsWhenItWasWritten_andMakesNoOtherLate() throws Exception {
        checkDatedAhead();
    }

    /** There the latest event time comes from the sub-topology that refuses events. */
    @Test
    void eventDatedAhead_makesNoOtherLate_whenEventsAreRepartitioned() throws Exception {
        driver.close();
        driver = start(true);
        events = events();
        checkDatedAhead();
    }

    private void checkDatedAhead() throws Exception {
        minute(0, 100, GOOD);
        add(
                START + MINUTE,
                String.format(GOOD, "ahead", START + Duration.ofDays(27_000).toMillis()));
        send();
        minute(1, 50, GOOD);
        minute(1, 50, AS_TEXT);
        minute(2, 100, GOOD);
        send();
        quiet();

        List<QualityReport> reports = reports();
        assertThat(reports).extracting(QualityReport::rows).containsExactly(100L, 101L, 100L);
        assertThat(reports).extracting(QualityReport::deadLetters).containsExactly(0L, 50L, 0L);
        assertThat(reports).extracting(QualityReport::lateRows).containsOnly(0L);
    }

    /** No event, no window: only the clock can tell, and the first event ends it. */
    @Test
    void silence_isAnAlert_whenItIsLongerThanEverBefore_andOverWithTheNextEvent() throws Exception {
        for (int minute = 0; minute < 26; minute++) {
            minute(minute, 2, GOOD);
        }
        send();
        seconds(100);
        assertThat(alerts()).isEmpty();
        seconds(160);
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("-/-/silence", "raised"));
        minute(29, 2, GOOD);
        send();
        seconds(300);
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status)
                .contains(org.assertj.core.groups.Tuple.tuple("-/-/silence", "resolved"));
    }

    private void seconds(int seconds) {
        for (int second = 0; second < seconds; second++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    @Test
    void smallWindows_areSilent_howeverBadTheyLook() throws Exception {
        minute(0, 10, GOOD);
        minute(0, 10, AS_TEXT);
        minute(1, 40, GOOD);
        send();
        quiet();

        assertThat(reports()).extracting(QualityReport::judged).containsExactly(false, false);
        assertThat(alerts()).isEmpty();
    }

    /** 62 lines with everything that can be wrong: each is counted once, under the reason of its dead letter. */
    @Test
    void qualityLines_areCountedUnderTheirReasons() throws Exception {
        Path lines = Path.of("..", "..", "shared", "data", "quality", "events.jsonl");
        assumeTrue(Files.exists(lines), "needs the reference data");
        driver.close();
        Pipeline pipeline = new ConfigLoader(
                        Map.of(),
                        Map.of(
                                "pipeline", "checked",
                                "quality.window", "1h",
                                "models.follow-deployments", "false",
                                "event.partitioned-by-entity", "false"))
                .load(Path.of("..", "config", "intrusion.yaml"))
                .value();
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put("state.dir", Path.of("target", "quality-topology-test").toString());
        Adapters adapters = new Adapters(
                ModelPorts.only(new InMemoryScorer("1"), new RecordedModelMetrics()),
                Optional.empty(),
                new RecordedMetrics(),
                () -> 0,
                () -> START);
        driver = new TopologyTestDriver(
                new ScoringTopology(pipeline, adapters).build(), settings, Instant.ofEpochMilli(START));
        events = events();
        for (byte[] line : lines(Files.readAllBytes(lines))) {
            events.pipeInput(new TestRecord<>(new byte[] {'k'}, line, new RecordHeaders(), START));
        }
        driver.advanceWallClockTime(Duration.ofHours(3));
        driver.advanceWallClockTime(Duration.ofSeconds(5));

        Map<String, Long> letters = new TreeMap<>();
        driver.createOutputTopic("checked.events.v1.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(letter -> letters.merge(
                        new String(letter.headers().lastHeader("riffle.reason").value(), StandardCharsets.UTF_8),
                        1L,
                        Long::sum));
        List<QualityReport> reports = reports();
        Map<String, Long> counted = new TreeMap<>();
        reports.forEach(report -> report.reasons().forEach((reason, count) -> counted.merge(reason, count, Long::sum)));
        assertThat(counted).isEqualTo(letters).containsKeys("malformed", "missing_field", "wrong_type", "out_of_range");
        assertThat(reports.stream().mapToLong(QualityReport::rows).sum()).isEqualTo(62);
        assertThat(reports.stream()
                        .flatMap(report -> report.fields().stream())
                        .mapToLong(field -> field.missing() + field.wrongType() + field.outOfRange())
                        .sum())
                .as("dead letters that blame a field")
                .isBetween(13L, 20L);
    }

    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(Arrays.copyOfRange(file, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    private void minute(int minute, int rows, String form) {
        for (int i = 0; i < rows; i++) {
            long time = START + minute * MINUTE + i * 100L;
            add(time, String.format(form, "e" + sent, time));
        }
    }

    private void add(long time, String value) {
        batch.add(records.keyed(time, "c", value));
        sent++;
    }

    private void send() {
        send(64);
    }

    private void send(int frame) {
        PackingInterceptor.pack(batch, frame)
                .forEach(record -> events.pipeInput(new TestRecord<>(
                        record.key(), record.value(), new RecordHeaders(record.headers()), record.timestamp())));
        batch.clear();
    }

    /** No more events: the wall clock closes what is open, and what has settled is judged. */
    private void quiet() {
        driver.advanceWallClockTime(Duration.ofMinutes(3));
        driver.advanceWallClockTime(Duration.ofSeconds(5));
    }

    private static QualityReport.Field field(QualityReport report, String name) {
        return report.fields().stream()
                .filter(field -> field.field().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<QualityReport> reports() throws Exception {
        return new PublishedRecords(driver, JSON)
                .of("checked.quality.v1", TopicSchema.QUALITY_REPORT, QualityReport.class);
    }

    private List<StandingAlert> alerts() throws Exception {
        return new PublishedRecords(driver, JSON).alerts("checked.alerts.v1");
    }
}
