package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations from the topics of a real broker, by command and by HTTP. */
class ExplainIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = Path.of("..", "config", "quickstart.yaml");
    private static final long START = 1_767_225_600_000L;
    private static final Path MODELS = Path.of("..", "config", "models", "quickstart");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void answers_areExplained_fromEventToAlert() throws Exception {
        try (RealBroker broker = new RealBroker()) {
            broker.createTopics("why.events");
            Pipeline pipeline = broker.pipeline(FILE, "why", "why.events", MODELS, Map.of());
            try (ScoringApplication application = ScoringApplication.start(pipeline)) {
                send(broker);
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                broker.reader().committed("why.predictions").size() == 30
                                        && broker.reader().committed("why.dlq").size() == 1);

                JsonNode explained = JSON.readTree(riffle(0, broker, "e29", "-o", "json"));
                assertScored(explained);
                assertThat(get(application, "/explain/e29").body()).isEqualTo(explained.toString());
                assertThat(get(application, "/explain/nobody").statusCode()).isEqualTo(404);
                assertThat(riffle(0, broker, "e29"))
                        .contains("feature      amount_1h_count              history  30  (from the prediction)")
                        .contains("model        quickstart version 1, variant champion")
                        .contains("alert        high (high)")
                        .contains("exact: they add up");

                JsonNode refused = JSON.readTree(riffle(0, broker, "bad", "-o", "json"));
                assertThat(refused.at("/validation/accepted").booleanValue()).isFalse();
                assertThat(refused.at("/validation/reason").textValue()).isEqualTo("wrong_type");
                assertThat(refused.at("/event/value/amount").textValue()).isEqualTo("much");

                riffle(1, broker, "nobody");
                assertThat(error.toString()).contains("EVENT_ID must be that of an answered event");
            }
        }
    }

    private static void assertScored(JsonNode explained) {
        assertThat(explained.at("/event/value/amount").asDouble()).isEqualTo(29);
        assertThat(explained.at("/validation/accepted").booleanValue()).isTrue();
        assertThat(explained.at("/model/version").textValue()).isEqualTo("1");
        assertThat(status(explained, "amount")).isEqualTo("present from the event");
        assertThat(status(explained, "amount_1h_sum")).isEqualTo("present from the prediction");
        JsonNode contributions = explained.path("contributions");
        assertThat(contributions.path("exact").booleanValue()).isTrue();
        assertThat(contributions.path("features")).hasSize(4);
        assertThat(contributions.at("/features/0/name").textValue()).isEqualTo("amount_1h_count");
        assertThat(contributions.at("/features/0/contribution").asDouble()).isBetween(6.8, 7.2);
        assertThat(explained.at("/alerts/0/rule").textValue()).isEqualTo("high");
    }

    private static String status(JsonNode explained, String feature) {
        for (JsonNode each : explained.path("features")) {
            if (each.path("name").asText().equals(feature)) {
                return each.path("status").asText() + " from "
                        + each.path("from").asText();
            }
        }
        return "none";
    }

    private String riffle(int expected, RealBroker broker, String... arguments) {
        List<String> command = new ArrayList<>(List.of("explain", "--config", FILE.toString()));
        command.addAll(List.of(arguments));
        for (String setting : List.of(
                "pipeline=why",
                "kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "topics.events=why.events",
                "topics.predictions=why.predictions",
                "topics.alerts=why.alerts",
                "topics.dead-letters=why.dlq",
                "models.directory=" + MODELS,
                "models.follow-deployments=false")) {
            command.addAll(List.of("--set", setting));
        }
        out.getBuffer().setLength(0);
        error.getBuffer().setLength(0);
        int code = Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), command.toArray(String[]::new));
        assertThat(code).as(error.toString()).isEqualTo(expected);
        return out.toString();
    }

    private static HttpResponse<String> get(ScoringApplication application, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void send(RealBroker broker) throws Exception {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event("{\"id\":\"e" + i + "\",\"customer\":\"ada\",\"at\":" + (START + i * 1_000L)
                    + ",\"amount\":" + i + ",\"shop\":\"web\"}"));
        }
        events.add(event("{\"id\":\"bad\",\"customer\":\"ada\",\"at\":" + START + ",\"amount\":\"much\"}"));
        broker.send(events);
    }

    private static ProducerRecord<byte[], byte[]> event(String json) {
        return new ProducerRecord<>("why.events", 0, null, null, json.getBytes(StandardCharsets.UTF_8));
    }
}
