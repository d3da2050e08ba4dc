package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.alerts.AlertReceiver;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.DriftReport;
import io.riffle.schema.Finding;
import io.riffle.schema.ScoredBy;
import io.riffle.schema.Severity;
import io.riffle.scoring.ReferenceModels;
import io.riffle.watch.alert.AlertInputJson;
import io.riffle.watch.alert.AlertSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts with two instances, a webhook and the command line, on a real broker. */
class AlertsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INTRUSION = Path.of("..", "config", "intrusion.yaml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();
    private final long now = System.currentTimeMillis();
    private RealBroker broker;
    private AlertReceiver receiver;
    private int windows;

    @Test
    void alerts_reachTheWebhookOnce_canBeMuted_andStopACanary() throws Exception {
        List<ProducerRecord<byte[], byte[]>> connections =
                RecordedEvents.read("events/intrusion/scored.events.jsonl.gz").keyed("", RealBroker.PARTITIONS);
        ReferenceModels.write(directory, "intrusion_v1");
        ReferenceModels.write(directory, "intrusion_v2");
        try (RealBroker started = new RealBroker();
                AlertReceiver receiving = new AlertReceiver()) {
            broker = started;
            receiver = receiving;
            riffle("topics", "create");
            reportsAreKeptForSevenDays();
            try (ScoringApplication one = ScoringApplication.start(pipeline("one"));
                    ScoringApplication two = ScoringApplication.start(pipeline("two"))) {
                await().atMost(PATIENCE).until(() -> one.isRunning() && two.isRunning());
                alertsOfEmptyPartitionsAreSentAtOnce();
                raisedOnceAndResolved();
                tailPrintsWhatComes();
                canaryIsStopped(one, two);
                reportsByHttp(one);
                mutedByCommandAndByHttp(one);
                operationsAreRaised();
            }
            try (ScoringApplication again = ScoringApplication.start(pipeline("three"))) {
                await().atMost(PATIENCE).until(again::isRunning);
                muteSurvivesTheRestart();
                streamGoesOn_whenTheWebhookIsStuck(connections.subList(0, 2_000));
            }
        }
    }

    /** An alert may not wait because its partition was empty when the webhook began: that was 30 s. */
    private void alertsOfEmptyPartitionsAreSentAtOnce() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(SOON).until(() -> members(admin) == 2);
        }
        List<String> subjects = IntStream.range(0, 12)
                .mapToObj(each -> "3/champion/each" + each)
                .toList();
        for (String subject : subjects) {
            signal(subject, Severity.HIGH);
        }
        await().atMost(SOON)
                .until(() ->
                        subjects.stream().noneMatch(subject -> sent(subject).isEmpty()));
    }

    /** How many instances serve the webhook; 0 while they find out who does what. */
    private static int members(Admin admin) throws Exception {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of("alerting-webhook"))
                .describedGroups()
                .get("alerting-webhook")
                .get();
        return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
    }

    private void raisedOnceAndResolved() throws Exception {
        signal("3/champion/duration", Severity.HIGH);
        signal("3/champion/duration", Severity.HIGH);
        await().atMost(PATIENCE).until(() -> !sent("3/champion/duration").isEmpty());
        signal("3/champion/duration", Severity.NONE);
        await().atMost(PATIENCE).until(() -> sent("3/champion/duration").contains("resolved"));
        assertThat(sent("3/champion/duration")).containsExactly("raised", "resolved");
    }

    private void tailPrintsWhatComes() throws Exception {
        StringWriter printed = new StringWriter();
        PrintWriter to = new PrintWriter(printed);
        Thread tail = new Thread(() -> Main.run(Map.of(), to, to, command("alerts", "tail")));
        tail.start();
        // Again and again: what was raised before it reads is not printed.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            signal("3/champion/tail" + windows, Severity.HIGH);
            return printed.toString().contains(" raised high drift 3/champion/tail");
        });
        tail.interrupt();
        tail.join(PATIENCE.toMillis());
        assertThat(tail.isAlive()).isFalse();
        assertThat(printed.toString()).contains(": seen").doesNotContain("Exception");
    }

    private void operationsAreRaised() {
        await().atMost(PATIENCE)
                .until(() -> receiver.taken().stream()
                        .anyMatch(alert -> alert.at("/labels/alertname")
                                        .asText()
                                        .equals("behind")
                                && alert.at("/labels/subject").asText().endsWith("/consumer_lag")
                                && alert.at("/annotations/status").asText().equals("raised")));
    }

    private void canaryIsStopped(ScoringApplication one, ScoringApplication two) throws Exception {
        riffle("models", "deploy", "2", "--canary", "10");
        await().atMost(PATIENCE)
                .until(() ->
                        one.deployment().canary() != null && two.deployment().canary() != null);
        signal("1/champion/service", Severity.HIGH);
        signal("2/canary/service", Severity.LOW);
        await().atMost(PATIENCE)
                .until(() ->
                        one.deployment().canary() == null && two.deployment().canary() == null);
        assertThat(one.deployment().champion()).isEqualTo("1");
        assertThat(values("alerting.audit.v1"))
                .anyMatch(audit -> audit.get("action").asText().equals("canary-rolled-back")
                        && audit.get("detail").asText().contains("canary-off: drift(service) >= low"));
    }

    private void mutedByCommandAndByHttp(ScoringApplication application) throws Exception {
        riffle("alerts", "mute", "moved", "--for", "2h", "--reason", "known", "--by", "ada");
        assertThat(out.toString()).startsWith("muted moved * until ");
        assertThat(values("alerting.audit.v1"))
                .anyMatch(audit -> audit.get("action").asText().equals("alerts-mute")
                        && audit.get("by").asText().equals("ada"));
        signal("3/champion/src_bytes", Severity.HIGH);
        signal("3/champion/unruled", Severity.HIGH);
        await().atMost(PATIENCE).until(() -> sent("3/champion/unruled").size() == 1);
        assertThat(sent("3/champion/src_bytes")).isEmpty();

        riffle("alerts", "list");
        assertThat(out.toString()).contains("3/champion/unruled").contains("by ada: moved * known");
        JsonNode listed = get(application, "/alerts?history=true");
        assertThat(listed.get("mutes")).hasSize(1);
        assertThat(listed.get("alerts"))
                .anyMatch(alert -> alert.get("status").asText().equals("resolved"));
        assertThat(post(application, "/alerts/unmute", "{\"rule\":\"moved\"}")).isEqualTo(200);
        signal("3/champion/src_bytes", Severity.HIGH);
        await().atMost(PATIENCE).until(() -> sent("3/champion/src_bytes").size() == 1);
        assertThat(post(application, "/alerts/mute", "{\"rule\":\"moved\",\"subject\":\"9/*\",\"for\":\"1h\"}"))
                .isEqualTo(200);
        assertThat(post(application, "/alerts/mute", "{\"rule\":\"nobody\",\"for\":\"1h\"}"))
                .isEqualTo(400);
        assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), command("alerts", "mute", "x")))
                .isEqualTo(1);
        assertThat(error.toString()).contains("a rule to mute must be one of ").contains("moved");
    }

    private void muteSurvivesTheRestart() throws Exception {
        signal("9/champion/src_bytes", Severity.HIGH);
        signal("8/champion/src_bytes", Severity.HIGH);
        await().atMost(PATIENCE).until(() -> sent("8/champion/src_bytes").size() == 1);
        assertThat(sent("9/champion/src_bytes")).isEmpty();
    }

    private void streamGoesOn_whenTheWebhookIsStuck(List<ProducerRecord<byte[], byte[]>> events) throws Exception {
        receiver.stuck(true);
        signal("7/champion/src_bytes", Severity.HIGH);
        broker.send(events.stream()
                .map(event -> new ProducerRecord<>(
                        "alerting.events.v1", event.partition(), event.timestamp(), event.key(), event.value()))
                .toList());
        await().atMost(PATIENCE).until(() -> values("alerting.predictions.v1").size() == events.size());
        receiver.stuck(false);
        await().atMost(PATIENCE).until(() -> !sent("7/champion/src_bytes").isEmpty());
    }

    private void reportsAreKeptForSevenDays() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (String topic : List.of("alerting.drift.v1", "alerting.alerts.v1")) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                String kept = admin.describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get("retention.ms")
                        .value();
                assertThat(Long.parseLong(kept))
                        .isGreaterThanOrEqualTo(Duration.ofDays(7).toMillis());
            }
        }
        List<ProducerRecord<byte[], byte[]>> reports = new ArrayList<>();
        for (int day = 7; day >= 0; day--) {
            long end = now - Duration.ofDays(day).toMillis();
            byte[] value = JSON.writeValueAsBytes(new DriftReport(
                    new ScoredBy("intrusion", "1", "champion"),
                    new DriftReport.Window("window", end - HOUR, end, 1, 4, 100 + day, 0),
                    1e-5,
                    true,
                    0,
                    DriftReport.OF_MODEL,
                    List.of()));
            reports.add(new ProducerRecord<>("alerting.drift.v1", 0, end - 1, new byte[] {1}, value));
        }
        broker.send(reports);
    }

    private void reportsByHttp(ScoringApplication application) throws Exception {
        Instant old = Instant.ofEpochMilli(now - Duration.ofDays(6).toMillis() - HOUR / 2);
        JsonNode report = get(application, "/drift/report?window=" + old);
        assertThat(report.at("/windows/0/report/rows").asLong()).isEqualTo(106);
        assertThat(get(application, "/drift/report")
                        .at("/windows/0/report/rows")
                        .asLong())
                .isEqualTo(100);
        HttpResponse<String> page = HTTP.send(
                HttpRequest.newBuilder(uri(application, "/drift/report?format=html"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(page.body()).contains("100 rows").doesNotContain("<script", "src=");
        assertThat(page.body().length()).isLessThan(1_000_000);
        riffle("drift", "report", "--window", old.toString(), "-o", "json");
        assertThat(JSON.readTree(out.toString())).isEqualTo(report);
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(uri(application, "/drift/report?window=yesterday"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    /** A window after the one before, of what the drift stage would have found. */
    private void signal(String subject, Severity severity) throws Exception {
        long from = now + windows++ * HOUR;
        Finding seen = new Finding(severity, 0.2, 0.05, "seen");
        AlertSignal signal = new AlertSignal(Watched.DRIFT, AlertSubject.parse(subject), seen, from, from + HOUR);
        broker.send(List.of(new ProducerRecord<>(
                "alerting.signals.v1",
                0,
                now,
                signal.key().getBytes(StandardCharsets.UTF_8),
                AlertInputJson.bytes(signal))));
    }

    private List<String> sent(String subject) {
        return receiver.taken().stream()
                .filter(alert -> alert.at("/labels/subject").asText().equals(subject))
                .map(alert -> alert.at("/annotations/status").asText())
                .toList();
    }

    private List<JsonNode> values(String topic) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        broker.reader().committed(topic).forEach(record -> {
            try {
                values.add(JSON.readTree(record.value()));
            } catch (java.io.IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        });
        return values;
    }

    private static URI uri(ScoringApplication application, String path) {
        return URI.create("http://127.0.0.1:" + application.httpPort() + path);
    }

    private static JsonNode get(ScoringApplication application, String path) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(uri(application, path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static int post(ScoringApplication application, String path, String body) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(uri(application, path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private void riffle(String... words) {
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), command(words));
        assertThat(code).as(error.toString()).isZero();
    }

    private String[] command(String... words) {
        List<String> arguments = new ArrayList<>(Arrays.asList(words));
        arguments.addAll(List.of("--config", INTRUSION.toString()));
        settings("cli").forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    private Pipeline pipeline(String instance) {
        return new ConfigLoader(Map.of(), settings(instance)).load(INTRUSION).value();
    }

    private Map<String, String> settings(String instance) {
        Map<String, String> settings = new HashMap<>();
        settings.put("pipeline", "alerting");
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("kafka.state-directory", directory.resolve(instance).toString());
        settings.put("models.directory", directory.toString());
        settings.put("models.version", "1");
        settings.put("http.port", "0");
        settings.put("drift.window", "1h");
        settings.put("webhook.url", receiver.url().toString());
        settings.put("webhook.timeout", "1s");
        settings.put("alerts.behind.when", "consumer_lag >= 0");
        settings.put("alerts.moved.when", "drift(src_bytes) >= medium");
        settings.put("alerts.canary-off.when", "drift(service) >= low");
        settings.put("alerts.canary-off.action", "stop-canary");
        return settings;
    }
}
