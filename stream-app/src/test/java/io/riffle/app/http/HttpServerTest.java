package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.HttpConfig;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.schema.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private static final HttpConfig FREE_PORT = HttpConfig.at("127.0.0.1", 0);

    private final PrometheusMetrics metrics = new PrometheusMetrics("cards");
    private final HttpClient client = HttpClient.newHttpClient();
    private final FixedHealth health = new FixedHealth();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final Semaphore inside = new Semaphore(0);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = serve(FREE_PORT);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/livez"})
    void live_is200_whenUp(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(response)).isEqualTo(new ObjectMapper().readTree("""
                {"status": "UP", "checks": [{"name": "kafka-streams", "status": "UP", "data": {"state": "REBALANCING"}}]}
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/ready", "/readyz"})
    void ready_is503_whenACheckIsDown(String path) throws Exception {
        health.modelLoaded = false;

        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("status").asText()).isEqualTo("DOWN");
        assertThat(json(response).at("/checks/0").toString()).isEqualTo("{\"name\":\"model\",\"status\":\"DOWN\"}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    /** Predictions go on without Redis: taking the instance out of service would make it worse. */
    @Test
    void ready_is200AndSaysDegraded_whenRedisIsDown() throws Exception {
        HttpResponse<String> response = get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).at("/checks/1").toString())
                .isEqualTo("{\"name\":\"profiles\",\"status\":\"UP\",\"data\":{\"degraded\":true}}");
    }

    @Test
    void started_is503_untilStartingIsOver() throws Exception {
        assertThat(get("/health/started").statusCode()).isEqualTo(503);
        health.started = true;
        assertThat(get("/health/started").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_areInTheFormatThatIsAskedFor() throws Exception {
        metrics.scoring().received(7);

        HttpResponse<String> text = get("/metrics");
        HttpResponse<String> openMetrics = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

        assertThat(text.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(text.body()).contains("riffle_events_received_total{pipeline=\"cards\"} 7.0");
        assertThat(openMetrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(openMetrics.body()).endsWith("# EOF\n");
    }

    /** Prometheus's own linter on a real scrape; the names of the JVM's meters are the meter library's. */
    @Test
    void metrics_satisfyPromtool() throws Exception {
        metrics.bindProcess();
        metrics.scoring().predicted("1", "champion", 5);
        metrics.scoring().alerted("likely-fraud", "high", 1);
        metrics.scoring().featureStatus("avg_amount", 1, 2);
        metrics.scoring().stage(Stage.SCORE, 1_000_000);
        metrics.scoring().frame(5);
        metrics.scoring().latency(5);
        metrics.serving().http("/metrics", 200, 1_000_000);
        String page = get("/metrics").body();

        Process promtool = promtool();
        promtool.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String findings = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(promtool.exitValue()).as(findings).isIn(0, 3); // 3: remarks on names, 1: not readable at all
        assertThat(findings.lines().filter(line -> line.startsWith("riffle_"))).isEmpty();
    }

    @Test
    void errors_areJson_withoutInternals() throws Exception {
        HttpResponse<String> missing = get("/nothing/here");
        HttpResponse<String> wrongMethod = client.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        health.broken = true;
        HttpResponse<String> defect = get("/health/live");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("{\"status\":404,\"error\":\"no such page\"}");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.body()).isEqualTo("{\"status\":405,\"error\":\"method not allowed\"}");
        assertThat(defect.statusCode()).isEqualTo(500);
        assertThat(defect.body()).isEqualTo("{\"status\":500,\"error\":\"internal error\"}");
        assertThat(missing.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void server_saysWhatIsWrong_whenThePortIsTaken() {
        HttpConfig taken = HttpConfig.at("127.0.0.1", server.port());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serve(taken))
                .withMessageStartingWith("http must be able to listen on 127.0.0.1:" + server.port() + ": ")
                .withMessageContaining("already in use");
    }

    /** A dozen of them would leave no thread to the probe that decides whether the instance lives. */
    @Test
    void requestsThatWait_areRefused_whenThereAreTooMany() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        CountDownLatch refused = new CountDownLatch(18);
        for (int i = 0; i < 20; i++) {
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(HttpRequest.newBuilder(uri("/slow")).build(), BodyHandlers.ofString());
            waiting.add(answer.whenComplete((response, failure) -> refused.countDown()));
        }
        assertThat(refused.await(15, TimeUnit.SECONDS)).isTrue();
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        slow.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            statuses.add(each.get(20, TimeUnit.SECONDS).statusCode());
        }
        assertThat(statuses).contains(503).filteredOn(status -> status == 200).hasSize(2);
    }

    /** Three failed probes and the instance is restarted, with the stream that it scores. */
    @Test
    void health_isAnswered_whenEveryoneWaitsForScores() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            HttpRequest request = HttpRequest.newBuilder(uri("/predict"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            waiting.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        assertThat(inside.tryAcquire(HttpServer.MOST_AT_ONCE, 15, TimeUnit.SECONDS))
                .isTrue();
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            HttpRequest probe = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            assertThat(client.send(probe, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        slow.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            statuses.add(each.get(20, TimeUnit.SECONDS).statusCode());
        }
        assertThat(statuses)
                .containsOnly(200, 503)
                .filteredOn(status -> status == 503)
                .hasSizeGreaterThan(30);
    }

    private HttpServer serve(HttpConfig config) throws IOException {
        List<Resource> resources = List.of(new HealthResource(health), new MetricsResource(metrics), this::slow);
        return new HttpServer(config, metrics.serving(), entry -> {}, resources);
    }

    private void slow(Routes routes) {
        routes.post("/predict", Role.READ, context -> {
            inside.release();
            assertThat(slow.await(20, TimeUnit.SECONDS)).isTrue();
            context.result("done");
        });
        routes.get("/slow", Role.READ, new AtOnce(2, "of these may wait").limit(context -> {
                    assertThat(slow.await(20, TimeUnit.SECONDS)).isTrue();
                    context.result("done");
                }));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static Process promtool() {
        try {
            return new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            return Assumptions.abort("promtool is not installed here");
        }
    }

    private static final class FixedHealth implements HealthSource {
        private volatile boolean modelLoaded = true;
        private volatile boolean started;
        private volatile boolean broken;

        @Override
        public Health live() {
            if (broken) {
                throw new IllegalStateException("a defect with internals");
            }
            return new Health(List.of(new HealthCheck("kafka-streams", true, Map.of("state", "REBALANCING"))));
        }

        @Override
        public Health ready() {
            return new Health(List.of(
                    new HealthCheck("model", modelLoaded, Map.of()),
                    new HealthCheck("profiles", true, Map.of("degraded", true))));
        }

        @Override
        public Health started() {
            return new Health(List.of(new HealthCheck("started", started, Map.of())));
        }
    }
}
