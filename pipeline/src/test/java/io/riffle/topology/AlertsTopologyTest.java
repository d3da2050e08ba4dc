package io.riffle.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.Watched;
import io.riffle.metrics.AlertMetrics;
import io.riffle.metrics.RecordedMetrics;
import io.riffle.metrics.RecordedModelMetrics;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.RetrainingRequest;
import io.riffle.schema.Severity;
import io.riffle.schema.StandingAlert;
import io.riffle.schema.TopicSchema;
import io.riffle.scoring.InMemoryScorer;
import io.riffle.scoring.ModelPorts;
import io.riffle.watch.alert.AlertInput;
import io.riffle.watch.alert.AlertInputJson;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.alert.Mute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the signals topic to alerts and to what their rules want done. */
class AlertsTopologyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = 1_736_121_600_000L;
    private static final long MINUTE = 60_000;

    private final List<String> stopped = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Pipeline pipeline = new ConfigLoader(Map.of(), Map.of())
            .load(Path.of("src", "test", "resources", "topology", "alerts.yaml"))
            .value();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> signals;

    @BeforeEach
    void start() {
        Properties settings = new Properties();
        settings.putAll(new StreamsSettings(pipeline).streams().originals());
        settings.put("state.dir", Path.of("target", "alerts-topology-test").toString());
        AlertMetrics metrics = new AlertMetrics() {
            @Override
            public void unreadable() {
                unreadable.add("one");
            }
        };
        Adapters adapters = new Adapters(
                        ModelPorts.only(
                                new InMemoryScorer("1", pipeline.schema().column("amount")),
                                new RecordedModelMetrics()),
                        Optional.empty(),
                        new RecordedMetrics(),
                        () -> 0,
                        () -> START)
                .with(new Adapters.AlertPorts((version, reason) -> stopped.add(version + ": " + reason), metrics));
        driver = new TopologyTestDriver(
                new ScoringTopology(pipeline, adapters).build(), settings, Instant.ofEpochMilli(START));
        signals = driver.createInputTopic("alerting.signals.v1", new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void rule_raisesAndResolves_andAsksForTrainingOnce() throws Exception {
        drift(1, "3", "champion", "amount", Severity.LOW);
        drift(2, "3", "champion", "amount", Severity.MEDIUM);
        drift(3, "3", "champion", "amount", Severity.HIGH);
        drift(4, "3", "champion", "amount", Severity.NONE);

        assertThat(alerts())
                .extracting(StandingAlert::rule, StandingAlert::status, StandingAlert::severity, StandingAlert::windows)
                .containsExactly(
                        tuple("moved", "raised", Severity.HIGH, 1), tuple("moved", "resolved", Severity.HIGH, 2));
        List<RetrainingRequest> requests = requests();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).fromMs()).isEqualTo(START + MINUTE);
        assertThat(requests.get(0).toMs()).isEqualTo(START + 2 * MINUTE);
        assertThat(requests.get(0).about().modelVersion()).isEqualTo("3");
        assertThat(requests.get(0).about().measure()).isEqualTo("amount");
        assertThat(stopped).isEmpty();
    }

    /** The same inputs reach champion and canary; only what the canary's own rows show may end it. */
    @Test
    void canary_isStopped_whenItsOwnRowsDrift() throws Exception {
        drift(1, "3", "champion", "category", Severity.HIGH);
        assertThat(stopped).isEmpty();
        drift(1, "4", "canary", "category", Severity.LOW);
        drift(2, "4", "canary", "category", Severity.LOW);
        assertThat(stopped).hasSize(2).allMatch(each -> each.equals("4: kinds: drift(category) >= low: seen"));
        drift(3, "4", "canary", "category", Severity.NONE);
        assertThat(stopped).hasSize(2);
        assertThat(requests()).isEmpty();
    }

    @Test
    void unruledSignal_isToldAsItself() throws Exception {
        drift(1, "3", "champion", "score", Severity.LOW);
        assertThat(alerts())
                .extracting(StandingAlert::rule, StandingAlert::subject)
                .containsExactly(tuple("drift", "3/champion/score"));
    }

    @Test
    void operations_areRaised_whenTheyHoldForLongEnough_andResolved_whenTheInstanceIsGone() throws Exception {
        latency("1@a", 0, 80);
        latency("1@a", 30, 80);
        latency("2@b", 30, 20);
        assertThat(alerts()).isEmpty();
        latency("1@a", 60, 80);
        assertThat(alerts())
                .extracting(StandingAlert::rule, StandingAlert::subject, StandingAlert::status)
                .containsExactly(tuple("slow", "instance/1@a/p99_latency", "raised"));

        driver.advanceWallClockTime(Duration.ofSeconds(150));
        assertThat(alerts()).isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(60));
        assertThat(alerts())
                .extracting(StandingAlert::status, StandingAlert::text)
                .containsExactly(tuple("resolved", "the instance does not report any more"));
    }

    /** A version that scores no more sends nothing that would end its alert. */
    @Test
    void alert_ends_whenItsSubjectIsSilentForADay_andIsForgottenAfterAnother() throws Exception {
        drift(1, "3", "champion", "score", Severity.LOW);
        driver.advanceWallClockTime(Duration.ofHours(23));
        drift(2, "3", "champion", "score", Severity.LOW);
        driver.advanceWallClockTime(Duration.ofHours(23));
        assertThat(alerts()).extracting(StandingAlert::status).containsExactly("raised");
        driver.advanceWallClockTime(Duration.ofHours(2));
        assertThat(alerts())
                .extracting(StandingAlert::subject, StandingAlert::status, StandingAlert::text)
                .containsExactly(tuple("3/champion/score", "resolved", "no longer scored or judged"));
        drift(1, "3", "champion", "score", Severity.LOW);
        assertThat(alerts()).as("older than what was judged").isEmpty();
        driver.advanceWallClockTime(Duration.ofHours(25));
        drift(1, "3", "champion", "score", Severity.LOW);
        assertThat(alerts()).as("forgotten").extracting(StandingAlert::status).containsExactly("raised");
    }

    /** A recording of last year has windows of last year. */
    @Test
    void alert_isRaisedAgain_whenItsSubjectComesBackInTheTimeOfItsWindows() throws Exception {
        drift(1, "3", "champion", "score", Severity.LOW);
        driver.advanceWallClockTime(Duration.ofHours(25));
        drift(600, "3", "champion", "score", Severity.LOW);
        assertThat(alerts()).extracting(StandingAlert::status).containsExactly("raised", "resolved", "raised");
    }

    @Test
    void mute_silencesAndDoesNothing_untilItIsOver() throws Exception {
        send(new Mute("moved", "*", START + 2 * MINUTE, "me", "known", START));
        send(new Mute("kinds", "4/*", START + 2 * MINUTE, "me", "known", START));
        drift(1, "3", "champion", "amount", Severity.HIGH);
        drift(1, "4", "canary", "category", Severity.HIGH);
        assertThat(alerts()).isEmpty();
        assertThat(requests()).isEmpty();
        assertThat(stopped).isEmpty();
        drift(1, "5", "canary", "category", Severity.HIGH);
        assertThat(alerts()).extracting(StandingAlert::subject).containsExactly("5/canary/category");

        driver.advanceWallClockTime(Duration.ofMinutes(2));
        drift(2, "3", "champion", "amount", Severity.HIGH);
        assertThat(alerts()).extracting(StandingAlert::status).containsExactly("raised");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void mute_ends_whenItIsTakenBack() throws Exception {
        send(new Mute("moved", "*", START + 9 * MINUTE, "me", "known", START));
        send(new Mute("moved", "*", 0, "me", "", START));
        drift(1, "3", "champion", "amount", Severity.HIGH);
        assertThat(alerts()).extracting(StandingAlert::status).containsExactly("raised");
    }

    @Test
    void foreignRecord_isCountedAndPassedOver() throws Exception {
        signals.pipeInput(new byte[] {1}, "{\"hello\":1}".getBytes(StandardCharsets.UTF_8));
        drift(1, "3", "champion", "amount", Severity.HIGH);
        assertThat(unreadable).hasSize(1);
        assertThat(alerts()).hasSize(1);
    }

    private void drift(int minute, String version, String variant, String feature, Severity severity) {
        long from = START + (minute - 1) * MINUTE;
        send(new AlertSignal(
                Watched.DRIFT,
                new AlertSubject(version, variant, feature),
                new Finding(severity, 0.2, 0.05, "seen"),
                from,
                from + MINUTE));
    }

    private void latency(String instance, int second, double milliseconds) {
        long at = START + second * 1_000L;
        send(new AlertSignal(
                Watched.OPERATIONS,
                AlertSubject.ofInstance(instance, "p99_latency"),
                new Finding(Severity.NONE, milliseconds, 0, "p99 of the last minute"),
                at - 10_000,
                at));
    }

    private void send(AlertInput input) {
        long at = input instanceof AlertSignal signal ? signal.to() : START;
        signals.pipeInput(input.key().getBytes(StandardCharsets.UTF_8), AlertInputJson.bytes(input), at);
    }

    private List<StandingAlert> alerts() throws Exception {
        return read("alerting.alerts.v1", TopicSchema.STANDING_ALERT, StandingAlert.class);
    }

    private List<RetrainingRequest> requests() throws Exception {
        return read("alerting.retraining.v1", TopicSchema.RETRAINING_REQUEST, RetrainingRequest.class);
    }

    private <T> List<T> read(String topic, TopicSchema schema, Class<T> type) throws Exception {
        List<T> read = new ArrayList<>();
        for (byte[] value : driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema.json())
                            .validate(JSON.readTree(value)))
                    .isEmpty();
            read.add(JSON.readValue(value, type));
        }
        return read;
    }
}
