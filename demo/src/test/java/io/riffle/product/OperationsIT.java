package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.metrics.FeatureAges;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a pipeline that runs, compared with docs/METRICS.md, and what else is asked from outside while it does. */
class OperationsIT {
    /** Kafka's own of tasks and stores come with the next look, a minute later. */
    private static final String LATER = "kafka_stream_(task|state)_.*";

    /** Whether and what the JVM collects in a few seconds is its own affair. */
    private static final String SOMETIMES = "jvm_gc_(pause|concurrent_phase_time)_.*";

    @TempDir
    private static Path folder;

    private static LivePipeline live;
    private static String page;
    private static SortedMap<String, Scrape.Metric> shown;

    @BeforeAll
    static void start() throws Exception {
        live = new LivePipeline(folder.resolve("state"));
        live.page("/health/ready");
        page = live.page("/metrics");
        shown = new TreeMap<>(rare());
        shown.putAll(Scrape.of(page).metrics());
    }

    @AfterAll
    static void stop() {
        if (live != null) {
            live.close();
        }
    }

    /** What a quiet pipeline never has to count. */
    private static Map<String, Scrape.Metric> rare() {
        try (PrometheusMetrics metrics = new PrometheusMetrics("other")) {
            metrics.models().shadowSkipped("2", 1);
            metrics.scoring().featureStatus("avg_amount", 1, 1);
            FeatureAges ages = new FeatureAges();
            ages.add(1_000);
            metrics.features().read("avg_amount", 1, ages);
            metrics.features().unreadable("avg_amount", FeatureMetrics.Unreadable.values()[0]);
            metrics.features().written(FeatureMetrics.Write.values()[0], 1);
            metrics.alerts().told("rule", "raised");
            metrics.serving().inference("predict", "ok", 1);
            metrics.serving().batch("predict", 1);
            return Scrape.of(new String(metrics.scrape("text/plain"), StandardCharsets.UTF_8))
                    .metrics();
        }
    }

    @Test
    void everyMetricThatIsShown_standsInTheTable_withTypeAndLabels() throws Exception {
        Map<String, Scrape.Metric> documented = MetricsDocument.read();
        List<String> missing = new ArrayList<>();
        shown.forEach((name, metric) -> {
            if (!agree(name, metric, documented.get(name))) {
                missing.add("| `" + name + "` | " + metric.type() + " | " + metric.labels() + " | the table says "
                        + documented.get(name));
            }
        });
        assertThat(missing).as("docs/METRICS.md").isEmpty();
    }

    /** Kafka's own meters get more labels when partitions are assigned. */
    private static boolean agree(String name, Scrape.Metric metric, Scrape.Metric said) {
        if (said == null || !name.startsWith("kafka_")) {
            return metric.equals(said);
        }
        return metric.type().equals(said.type()) && said.labels().containsAll(metric.labels());
    }

    @Test
    void everyMetricOfTheTable_isShown() throws Exception {
        assertThat(MetricsDocument.read().keySet().stream()
                        .filter(name -> !name.matches(LATER) && !name.matches(SOMETIMES))
                        .filter(name -> !shown.containsKey(name)))
                .isEmpty();
        assertThat(MetricsDocument.read()).hasSizeGreaterThan(100);
    }

    @Test
    void page_isCleanForPromtool_asFarAsItIsOurs() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool must be installed: not found");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (Writer input = promtool.outputWriter()) {
            input.write(page);
        }
        List<String> findings = promtool.inputReader().lines().toList();
        assertThat(findings.stream().filter(line -> line.startsWith("riffle_") || line.contains("error while")))
                .isEmpty();
    }

    @Test
    void health_isZeroWhereThePipelineIsReady_andOneWhereNobodyAnswers() {
        String url = "http://127.0.0.1:" + live.httpPort();
        assertThat(health(0, url, "ready")).contains("ready: UP", "stream: UP");
        assertThat(health(0, url, "live")).contains("live: UP");
        assertThat(health(1, "http://127.0.0.1:9", "live")).contains("must answer");
    }

    /** The features of both versions are those of the stream, profiles from Redis included: a version equals itself. */
    @Test
    void backtest_readsARangeOfTheEventsTopic() throws Exception {
        JsonNode result = new ObjectMapper()
                .readTree(live.succeeds(
                        "backtest",
                        "--model",
                        "1",
                        "--against",
                        "1",
                        "--from",
                        "2020-01-01T00:00:00Z",
                        "--max-difference",
                        "0",
                        "-o",
                        "json"));
        assertThat(result.path("events").asInt()).isEqualTo(2_000);
        assertThat(result.path("compared").asInt()).isGreaterThan(1_900);
        assertThat(live.succeeds(
                        "backtest",
                        "--model",
                        "1",
                        "--against",
                        "1",
                        "--from",
                        "2020-01-01T00:00:00Z",
                        "--until",
                        String.valueOf(half())))
                .containsPattern("events: (9|10)\\d\\d\n");
    }

    /** The record timestamp in the middle of the topic. */
    private static Instant half() {
        List<Long> times = records("card-fraud.events.v1").stream()
                .map(ConsumerRecord::timestamp)
                .sorted()
                .toList();
        return Instant.ofEpochMilli(times.get(times.size() / 2));
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return live.broker().reader().committed(topic);
    }

    /** kcat is an independent client: what it dumped comes back with key, timestamp and headers. */
    @Test
    void replay_bringsBackWhatKcatDumped() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/kcat")), "kcat must be installed: not found");
        live.broker().createOrderedTopics("recorded", "again");
        List<ProducerRecord<byte[], byte[]>> recorded = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Headers headers = new RecordHeaders().add("traceparent", bytes("00-" + i));
            byte[] value = i == 7 ? null : bytes("{\"event_id\":\"" + i + "\",\"text\":\"\u00e4 \\\" \\\\\"}");
            recorded.add(
                    new ProducerRecord<>("recorded", 0, 1_700_000_000_000L + i, bytes("card-" + i), value, headers));
        }
        live.broker().send(recorded);
        Path dump = folder.resolve("dump.jsonl");
        int dumped = new ProcessBuilder(
                        "kcat",
                        "-C",
                        "-b",
                        live.broker().bootstrapServers(),
                        "-t",
                        "recorded",
                        "-o",
                        "beginning",
                        "-e",
                        "-q",
                        "-J")
                .redirectOutput(dump.toFile())
                .start()
                .waitFor();
        assertThat(dumped).isZero();

        assertThat(live.succeeds(
                        "replay", "--input", dump.toString(), "--format", "kcat", "--speed", "10x", "--topic", "again"))
                .contains("sent: 50", "skipped: 0");

        assertThat(shapes("again")).hasSize(50).isEqualTo(shapes("recorded"));
    }

    private static List<String> shapes(String topic) {
        return records(topic).stream()
                .map(record -> text(record.key()) + " " + text(record.value()) + " " + record.timestamp() + " "
                        + text(record.headers().lastHeader("traceparent").value()))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whatever is sent to the routes that take a body, it is the caller's fault, is said in words, and is on record. */
    @Test
    void routes_refuseNonsense_withoutFailing() throws Exception {
        Random random = new Random(20261121);
        Map<String, String> bodies = Map.of(
                "/predict", "{\"event_id\":\"e\",\"card_id\":\"c\",\"amount\":1.5,\"merchant\":[null,{}]}",
                "/v2/models/card-fraud/infer",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}",
                "/deployment", "{\"version\":\"9\",\"canary\":101,\"shadow\":[{\"share\":-1}]}",
                "/models/9/archive", "{}",
                "/histories", "{\"entities\":[\"a\",1]}");
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> each : bodies.entrySet()) {
            for (int i = 0; i < 60; i++) {
                HttpResponse<String> answer = post(each.getKey(), mutated(each.getValue(), random));
                if (answer.statusCode() >= 500
                        || answer.body().contains("Exception")
                        || answer.body().contains("io.riffle")) {
                    wrong.add(each.getKey() + " " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(health(0, "http://127.0.0.1:" + live.httpPort(), "ready")).contains("ready: UP");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> records("card-fraud.audit.v1").stream()
                                .filter(record -> text(record.value()).contains("POST /deployment"))
                                .count()
                        == 60);
    }

    private static byte[] mutated(String body, Random random) {
        byte[] bytes = bytes(body);
        for (int flip = random.nextInt(5); flip > 0; flip--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    }

    private static HttpResponse<String> post(String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + live.httpPort() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String health(int expected, String url, String check) {
        StringWriter out = new StringWriter();
        int code = Main.run(
                Map.of(), new PrintWriter(out), new PrintWriter(out), "health", "--url", url, "--check", check);
        assertThat(code).as(out.toString()).isEqualTo(expected);
        return out.toString();
    }
}
