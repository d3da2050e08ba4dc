package io.riffle.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.dashboard.Chromium;
import io.riffle.app.run.ScoringApplication;
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
import java.util.concurrent.Callable;
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

    private static final String ALERT = """
            {"id": "a", "pipeline": "quick", "rule": "behind", "subject": "instance/1@host/consumer_lag",
             "status": "raised", "severity": "high", "value": 9, "threshold": 5, "text": "events wait", "since_ms": 1,
             "from_ms": 1, "to_ms": 2, "at_ms": 3, "windows": 1}""";

    @TempDir
    private Path models;

    @TempDir
    private Path profile;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @Test
    void dashboard_showsWhatThePipelineDoes() throws Exception {
        copyModel();
        try (RealBroker broker = new RealBroker()) {
            broker.createTopics("quick.events");
            broker.createOrderedTopics("quick.signals.v1");
            Pipeline pipeline = broker.pipeline(configuration(), "quick", "quick.events", models, Map.of());
            try (ScoringApplication application = ScoringApplication.start(pipeline)) {
                port = application.httpPort();
                assertThat(json("/api/events").get("events")).isEmpty();
                broker.send(events());
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(total("predicted")).isEqualTo(EVENTS - 1));
                shows();
                broker.send(List.of(new ProducerRecord<>("quick.alerts", ALERT.getBytes(UTF_8))));
                if (Chromium.isInstalled()) {
                    try (Chromium browser = Chromium.start(profile)) {
                        drawerExplains(browser);
                        alertIsMuted(browser);
                        assertThat(browser.complaints()).isEmpty();
                    }
                }
            }
        }
    }

    /** The smallest pipeline with a rule whose alerts stand. */
    private Path configuration() throws Exception {
        String text = Files.readString(CONFIG.resolve("quickstart.yaml"));
        return Files.writeString(
                models.resolve("pipeline.yaml"), text + "  behind: {when: consumer_lag > 1000000, severity: high}\n");
    }

    /** What the drawer shows of an event is what {@code riffle explain} finds in the topics. */
    private void drawerExplains(Chromium browser) throws Exception {
        browser.look(1280, 900, "light");
        browser.go(page("events"));
        explain(browser, "e29");
        within(() -> browser.text("#drawer").contains("Contributions"), browser, "#drawer");
        assertThat(browser.text("#drawer")).contains("accepted", "Exact", "amount_1h_sum", "history");
        JsonNode contributions = json("/explain/e29").at("/contributions/features");
        assertThat(contributions).hasSize(4);
        List<JsonNode> shown = new ArrayList<>();
        browser.run("return [...document.querySelectorAll('#drawer .contributions dd.number')].map((e) => e.innerText)")
                .forEach(shown::add);
        assertThat(shown).hasSize(4);
        for (int i = 0; i < 4; i++) {
            double exact = contributions.get(i).path("contribution").doubleValue();
            assertThat(Double.parseDouble(shown.get(i).textValue())).isCloseTo(exact, withinPercentage(1));
        }
        browser.click("#drawer button");
        explain(browser, "e7");
        within(() -> browser.text("#drawer").contains("refused: wrong type"), browser, "#drawer");
        browser.click("#drawer button");
    }

    private static void explain(Chromium browser, String event) throws Exception {
        within(() -> browser.text("#panel-events table").contains("champion"), browser, "#panel-events");
        browser.run("document.querySelector('#panel-events [name=id]').value = '" + event + "'");
        browser.click("#panel-events form button");
    }

    /** Checked first, confirmed, and on the topic that all instances follow. */
    private void alertIsMuted(Chromium browser) throws Exception {
        browser.click("#tab-overview");
        within(() -> browser.text("#panel-overview .alerts").contains("events wait"), browser, "#panel-overview");
        browser.click("[data-mute=behind]");
        browser.click("#confirm-action");
        browser.click("#confirm-check");
        within(() -> browser.text("#confirm").contains("The check passed"), browser, "#confirm");
        assertThat(json("/alerts/mutes").get("mutes")).isEmpty();

        browser.click("#confirm-action");
        within(() -> browser.text("#confirm").contains("Done: muted until"), browser, "#confirm");
        JsonNode mute = json("/alerts/mutes").at("/mutes/0");
        assertThat(mute.path("mute").textValue()).isEqualTo("behind");
        assertThat(mute.path("subject").textValue()).isEqualTo("instance/1@host/consumer_lag");
        browser.click("#confirm-cancel");

        within(() -> browser.text("#panel-overview .mutes").contains("behind"), browser, "#panel-overview");
        browser.click("[data-unmute=behind]");
        browser.click("#confirm-check");
        within(() -> browser.text("#confirm").contains("The check passed"), browser, "#confirm");
        browser.click("#confirm-action");
        within(() -> browser.text("#confirm").contains("Done"), browser, "#confirm");
        assertThat(json("/alerts/mutes").get("mutes")).isEmpty();
        browser.click("#confirm-cancel");
        within(() -> browser.text("#panel-overview .mutes").isEmpty(), browser, "#panel-overview");
    }

    private static void within(Callable<Boolean> condition, Chromium browser, String where) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() ->
                        assertThat(condition.call()).as(browser.text(where)).isTrue());
    }

    private String page(String tab) {
        return "http://127.0.0.1:" + port + "/#" + tab;
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

    /** One of them is refused. */
    private static List<ProducerRecord<byte[], byte[]>> events() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String event = EVENT.formatted(i, i % 9, System.currentTimeMillis());
            String value = i == 7 ? event.replace("12.5", "\"much\"") : event;
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
