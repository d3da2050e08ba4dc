package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileField;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileValue;
import io.riffle.enrichment.redis.RedisProfileSource;
import io.riffle.guarantee.Servers.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream writes its history into Redis while it scores: what stands there equals what its predictions say. */
class MaterializeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private Servers servers;
    private Topics topics;
    private Pipeline pipeline;

    @TempDir
    Path directory;

    @BeforeEach
    void startServers() throws Exception {
        servers = Servers.start();
        topics = servers.createTopics("copying", "copying.events");
        Map<String, String> settings = servers.settings("copying", topics, directory.resolve("state"));
        settings.put("history.windows.amount_1h.materialize", "true");
        settings.put("history.windows.amount_1h.ttl", "2d");
        settings.put("event.time.max-age", "4000d");
        pipeline = new ConfigLoader(Map.of(), settings).load(Servers.PIPELINE).value();
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void redis_holdsTheLatestFeaturesOfEveryEntity_asPredictionsSawThem() throws Exception {
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), 1_000);
                ScoringApplication application = ScoringApplication.start(pipeline)) {
            await().atMost(PATIENCE).until(() -> load.produced() > 5_000);
            int produced = load.stop();
            await().atMost(PATIENCE).until(() -> servers.reader().consumed("copying", topics.events()) == produced);

            Map<String, JsonNode> latest = latestPredictions();
            assertThat(latest).hasSizeGreaterThan(1_000);
            await().atMost(PATIENCE).untilAsserted(() -> assertStored(latest));
            String page = get(application, "/metrics");
            assertThat(page).containsPattern("riffle_feature_writes_total\\{[^}]*result=\"written\"[^}]*} [1-9]");
            assertThat(page).doesNotContainPattern("riffle_feature_writes_total\\{[^}]*result=\"(dropped|failed)\"");
            assertThat(page).containsPattern("riffle_feature_age_seconds_count\\{feature=\"avg_amount\"[^}]*} [1-9]");
            String card = latest.keySet().iterator().next();
            assertThat(get(application, "/entities/" + card + "/features")).contains("\"amount_1h_sum\"");
        }
    }

    private void assertStored(Map<String, JsonNode> latest) throws Exception {
        List<ProfileField> fields = pipeline.materialized();
        int sum = fields.stream().map(ProfileField::name).toList().indexOf("amount_1h_sum");
        try (RedisProfileSource source =
                new RedisProfileSource(pipeline.profile().orElseThrow().redis(), "profile:{entity}", fields)) {
            assertThat(source.awaitConnected(PATIENCE)).isTrue();
            Map<String, EntityProfile> stored = source.fetch(List.copyOf(latest.keySet()), PATIENCE);
            latest.forEach((card, prediction) -> {
                JsonNode parameters = prediction.path("parameters");
                assertThat(stored.get(card)).as(card).isNotNull();
                assertThat(stored.get(card).values().get(sum))
                        .as(card)
                        .isEqualTo(ProfileValue.ofNumber(
                                parameters.at("/features/amount_1h_sum").asDouble(),
                                parameters.path("event_time_ms").asLong()));
            });
        }
    }

    /** Of each card the prediction with the greatest event time; of equal ones the last. */
    private Map<String, JsonNode> latestPredictions() throws Exception {
        Map<String, JsonNode> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : servers.reader().committed(topics.predictions())) {
            JsonNode prediction = JSON.readTree(record.value());
            latest.merge(
                    prediction.at("/parameters/entity").asText(),
                    prediction,
                    (before, now) -> time(now) >= time(before) ? now : before);
        }
        return latest;
    }

    private static long time(JsonNode prediction) {
        return prediction.at("/parameters/event_time_ms").asLong();
    }

    private String get(ScoringApplication application, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
