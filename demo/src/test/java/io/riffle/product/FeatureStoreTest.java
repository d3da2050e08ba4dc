package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.Main;
import io.riffle.app.features.FeaturesResource;
import io.riffle.app.http.HttpServer;
import io.riffle.app.run.ProfileStore;
import io.riffle.config.ConfigLoader;
import io.riffle.config.HttpConfig;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.redis.RedisProfileWriter;
import io.riffle.metrics.ServingMetrics;
import io.riffle.metrics.micrometer.PrometheusMetrics;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.settings.Secret;
import io.riffle.stats.Quantiles;
import io.riffle.topology.OutsideParts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored features from the command line and by HTTP, which must say the same; against a real Redis. */
class FeatureStoreTest {
    private static final int ENTITIES = 2_500;
    private static final String AT = "2026-01-31T00:00:00Z";
    private static final long NOW = 1_769_817_600_000L;
    private static final long HOUR = 3_600_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EmbeddedRedis redis;

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @TempDir
    private Path folder;

    private Path file;

    /** Of ten values, seven are fresh, one is stale, one is too old, and one is not there. */
    @BeforeAll
    static void fill() throws Exception {
        redis = EmbeddedRedis.start();
        List<ProfileUpdate> updates = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            long age = i % 10 == 8 ? 30 * HOUR : i % 10 == 7 ? 3 * HOUR : HOUR;
            String city = i % 3 == 0 ? "Oslo" : "Rome";
            Map<String, String> values = i % 10 == 9 ? Map.of("city", city) : Map.of("amount", "" + i, "city", city);
            updates.add(new ProfileUpdate("card-" + i, values, NOW - age));
        }
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), "profile:{entity}")) {
            writer.writeNewer(updates);
            writer.write(Map.of("stranger", Map.of("other", "1")), NOW);
        }
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), "profiles-of:{entity}")) {
            writer.write(Map.of("card-1", Map.of("amount", "1000000")), NOW);
        }
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("p.yaml"), """
                pipeline: cards
                kafka: {bootstrap-servers: localhost:1}
                event:
                  id: id
                  entity: card
                  time: {field: at, unit: ms}
                  fields: {sum: {type: number}}
                profile:
                  redis: %s
                  fields:
                    amount: {type: number, max-age: 2h, ttl: 1d}
                    city: {type: category}
                models: {directory: models}
                """.formatted(redis.url()));
    }

    @Test
    void get_showsEachFeatureWithItsAge() throws Exception {
        assertThat(run("features", "get", "card-7", "--at", AT)).isZero();
        assertThat(out.toString().lines())
                .element(1)
                .asString()
                .matches("amount +7.0 +stale +3h +2026-01-30T21:00:00Z +amount");

        JsonNode json = json("features", "get", "card-18", "--at", AT, "-o", "json");
        assertThat(json.at("/features/0/status").asText()).isEqualTo("missing");
        assertThat(json.at("/features/0/age_ms").asLong()).isEqualTo(30 * HOUR);
        assertThat(json.at("/features/1/value").asText()).isEqualTo("Oslo");
        assertThat(json.at("/features/1/status").asText()).isEqualTo("present");
    }

    @Test
    void get_fails_whenNothingIsStored() {
        assertThat(run("features", "get", "nobody")).isEqualTo(1);
        assertThat(error.toString())
                .isEqualToIgnoringNewLines(
                        "riffle: an entity must have stored features: nothing is stored of 'nobody'");
    }

    /** The expected figures are counted directly from what was written. */
    @Test
    void stats_countEveryEntity_andEqualTheDirectFigures() throws Exception {
        double[] values = IntStream.range(0, ENTITIES)
                .filter(i -> i % 10 < 8)
                .asDoubleStream()
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();

        JsonNode json = json("features", "stats", "amount", "--at", AT, "-o", "json");

        assertThat(json.get("entities").asInt()).isEqualTo(ENTITIES);
        assertThat(json.get("all_entities").asBoolean()).isTrue();
        assertThat(json.get("count").asInt()).isEqualTo(values.length);
        assertThat(json.get("missing").asInt()).isEqualTo(ENTITIES / 5);
        assertThat(json.get("stale").asInt()).isEqualTo(ENTITIES / 10);
        assertThat(json.get("stale_share").asDouble()).isEqualTo(0.1);
        assertThat(json.get("mean").asDouble()).isCloseTo(mean, within(1e-9));
        assertThat(json.get("standard_deviation").asDouble()).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(json.at("/quantiles/p95").asDouble()).isEqualTo(Quantiles.of(values, 0.95));
        assertThat(json.at("/quantiles/max").asDouble()).isEqualTo(2_497);
    }

    @Test
    void stats_countWords_ofACategory() throws Exception {
        assertThat(run("features", "stats", "city", "--at", AT)).isZero();
        assertThat(out.toString()).containsPattern("most_frequent Rome +1666\n").containsPattern("distinct +2\n");
    }

    @Test
    void stats_stop_whereTheyWereTold() throws Exception {
        JsonNode json = json("features", "stats", "amount", "--at", AT, "--most", "10", "-o", "json");
        assertThat(json.get("all_entities").asBoolean()).isFalse();
        assertThat(json.get("entities").asInt()).isBetween(10, ENTITIES - 1);
    }

    @Test
    void stats_fail_whenTheFeatureIsNotStored() {
        assertThat(run("features", "stats", "sum")).isEqualTo(1);
        assertThat(error.toString()).contains("'sum' is not among amount, city");
    }

    /** What is there must not be called nothing, nor be written over. */
    @Test
    void commands_sayWhatIsStored_whereTheLayoutIsAnother() throws Exception {
        assertThat(run("features", "get", "card-1", "--set", "profile.layout=json"))
                .isEqualTo(1);
        assertThat(error.toString())
                .isEqualToIgnoringNewLines("riffle: profile.layout must say what is stored: it is json, and the key"
                        + " profile:card-1 is a hash");
        error.getBuffer().setLength(0);
        Path rows = Files.writeString(folder.resolve("rows.csv"), "card,event_time,amount\nx-1,1,1\n");
        assertThat(run("features", "load", "--input", rows.toString(), "--set", "profile.layout=json"))
                .isEqualTo(1);
        assertThat(error.toString())
                .isEqualToIgnoringNewLines("riffle: profile.layout must be hash to be written: was json");
    }

    @Test
    void start_isRefused_whereTheLayoutIsAnother() throws Exception {
        OutsideParts.Clocks clocks = new OutsideParts.Clocks(System::nanoTime, System::currentTimeMillis);
        Pipeline other = new ConfigLoader(Map.of(), Map.of("profile.layout", "json"))
                .load(file)
                .value();
        try (PrometheusMetrics metrics = new PrometheusMetrics("cards")) {
            assertThatThrownBy(() -> OutsideParts.open(other, version -> "", metrics, clocks))
                    .isInstanceOf(ProfileLayoutException.class)
                    .hasMessageMatching(
                            "profile\\.layout must say what is stored: it is json, and the key profile:\\S+ is"
                                    + " a hash \\(so are all 100 keys that were looked at\\)");
            Pipeline right = new ConfigLoader(Map.of(), Map.of()).load(file).value();
            OutsideParts.open(right, version -> "", metrics, clocks).close();
        }
    }

    @Test
    void commands_sayInOneLine_whereRedisIsMissing() {
        assertThat(run("features", "get", "card-1", "--set", "profile.redis=redis://u:hidden@127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(error.toString())
                .isEqualToIgnoringNewLines("riffle: Redis must be reachable at redis://****@127.0.0.1:1: it is not");
    }

    @Test
    void load_reportsBadRowsByLine_andLoadsTheOthers() throws Exception {
        Path rows = Files.writeString(
                folder.resolve("rows.csv"), "card,event_time,amount\nx-1,soon,1\nx-2," + NOW + ",2\n");
        assertThat(run("features", "load", "--input", rows.toString(), "--set", "profile.key=load:{entity}"))
                .isEqualTo(1);
        assertThat(error.toString()).contains("line 2: event_time must be").doesNotContain("\tat ");
        assertThat(out.toString()).contains("rows: 1").contains("refused: 1").contains("values: 1");
    }

    @Test
    void load_failsInOneLine_whenTheFileCannotBeLoaded() throws Exception {
        Path unknown = Files.writeString(folder.resolve("unknown.csv"), "card,event_time,amont\nx,1,1\n");
        assertThat(run("features", "load", "--input", unknown.toString())).isEqualTo(1);
        assertThat(error.toString())
                .isEqualToIgnoringNewLines(
                        "riffle: " + unknown + ": 'amont' must be a field of the profile: those are [amount, city]");
        error.getBuffer().setLength(0);
        assertThat(run("features", "load", "--input", "absent.csv")).isEqualTo(1);
        assertThat(error.toString().lines()).hasSize(1).first().asString().contains("absent.csv");
    }

    /** How far it came is said in lines, so that the next run can go on there. */
    @Test
    void load_saysWhereToGoOn_whenRedisIsAway() throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "card,event_time,amount\nx-1,1,1\n");
        assertThat(run(
                        "features",
                        "load",
                        "--input",
                        rows.toString(),
                        "--set",
                        "profile.redis=redis://u:hidden@127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(error.toString().lines()).hasSize(1);
        assertThat(error.toString())
                .contains("Redis must be reachable at redis://****@127.0.0.1:1")
                .contains("--from-line 1 goes on")
                .doesNotContain("\tat ");
    }

    @Test
    void http_saysTheSame() throws Exception {
        Pipeline pipeline = new ConfigLoader(Map.of(), Map.of()).load(file).value();
        try (FeaturesResource features = new FeaturesResource(pipeline, () -> ProfileStore.features(pipeline));
                HttpServer server = new HttpServer(
                        HttpConfig.at("127.0.0.1", 0), ServingMetrics.NONE, entry -> {}, List.of(features))) {
            assertThat(get(server, "/entities/card-18/features?at=" + AT, 200))
                    .isEqualTo(json("features", "get", "card-18", "--at", AT, "-o", "json"));
            assertThat(get(server, "/features/amount/stats?at=" + AT, 200))
                    .isEqualTo(json("features", "stats", "amount", "--at", AT, "-o", "json"));
            assertThat(get(server, "/features", 200)).isEqualTo(json("features", "list", "-o", "json"));
            assertThat(get(server, "/entities/nobody/features", 404)
                            .get("error")
                            .asText())
                    .contains("'nobody'");
            assertThat(get(server, "/features/sum/stats", 404).get("error").asText())
                    .contains("'sum' is not");
            assertThat(get(server, "/features/amount/stats?at=soon", 400)
                            .get("error")
                            .asText())
                    .contains("was 'soon'");
            assertThat(get(server, "/features/amount/stats?most=-1", 400)
                            .get("error")
                            .asText())
                    .contains("was '-1'");
        }
    }

    private static JsonNode get(HttpServer server, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private JsonNode json(String... arguments) throws Exception {
        out.getBuffer().setLength(0);
        assertThat(run(arguments)).as(error.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", file.toString()));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(error), all.toArray(new String[0]));
    }
}
