package io.riffle.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.Pipeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of a whole pipeline on a real broker: its numbers are those of the metrics, its sample that of the topic. */
class DashboardTopicsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONFIG = Path.of("..", "config");
    private static final int EVENTS = 300;
    private static final String EVENT =
            "{\"id\": \"e%d\", \"customer\": \"c%d\", \"at\": %d, \"amount\": 12.5, \"shop\": \"web\"}";

    @TempDir
    private Path models;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @Test
    void dashboard_showsWhatThePipelineDoes() throws Exception {
        copyModel();
        try (RealBroker broker = new RealBroker()) {
            broker.createTopics("quick.events");
            Pipeline pipeline =
                    broker.pipeline(CONFIG.resolve("quickstart.yaml"), "quick", "quick.events", models, Map.of());
            try (ScoringApplication application = ScoringApplication.start(pipeline)) {
                port = application.httpPort();
                assertThat(json("/api/events").get("events")).isEmpty();
                broker.send(events());
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(total("predicted")).isEqualTo(EVENTS - 1));
                shows();
            }
        }
    }

    private void shows() throws Exception {
        assertThat(total("received"))
                .isEqualTo(metric("riffle_events_received_total"))
                .isEqualTo(EVENTS);
        assertThat(total("predicted")).isEqualTo(metric("riffle_predictions_total"));
        assertThat(total("dead_letters"))
                .isEqualTo(metric("riffle_dead_letters_total"))
                .isEqualTo(1);
        JsonNode overview = json("/api/overview");
        assertThat(overview.path("state").asText()).isEqualTo("RUNNING");
        assertThat(overview.at("/deployment/champion").asText()).isEqualTo("1");
        assertThat(overview.at("/latency/p99_s").doubleValue()).isPositive();

        assertThat(json("/api/topology").get("nodes").findValuesAsText("id"))
                .contains("topic:quick.events", "score-frame", "topic:quick.predictions");
        assertThat(json("/api/drift").get("configured").booleanValue()).isFalse();
        await().untilAsserted(() -> {
            List<JsonNode> sample = new ArrayList<>();
            json("/api/events").get("events").forEach(sample::add);
            assertThat(sample).isNotEmpty().hasSizeLessThanOrEqualTo(100);
            assertThat(sample)
                    .allSatisfy(each ->
                            assertThat(each.at("/prediction/id").asText()).matches("e\\d+"));
        });
        HttpResponse<String> page = get("/");
        assertThat(page.body()).contains("<title>Riffle</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe-inline");
    }

    /** One of them is no event. */
    private static List<ProducerRecord<byte[], byte[]>> events() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String value = i == 7 ? "no event" : EVENT.formatted(i, i % 9, System.currentTimeMillis());
            records.add(new ProducerRecord<>("quick.events", ("k" + i % 9).getBytes(UTF_8), value.getBytes(UTF_8)));
        }
        return records;
    }

    private void copyModel() throws Exception {
        Path source = CONFIG.resolve("models/quickstart/1");
        Files.createDirectories(models.resolve("1"));
        for (String file : List.of("model.yaml", "model.onnx")) {
            Files.copy(source.resolve(file), models.resolve("1").resolve(file));
        }
    }

    private long total(String flow) throws Exception {
        return json("/api/overview").at("/flows/" + flow + "/total").longValue();
    }

    private long metric(String name) throws Exception {
        return (long) Pattern.compile("(?m)^" + name + "\\{[^}]*} (\\S+)$")
                .matcher(get("/metrics").body())
                .results()
                .map((MatchResult line) -> line.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
