package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.ConfigLoader;
import io.riffle.config.Pipeline;
import io.riffle.guarantee.Servers.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis dies for ten seconds under load: answers go on, say what they lack, and are whole again soon after. */
@Tag("drill")
class RedisOutageIT {
    private static final int EVENTS_PER_SECOND = 1_000;
    private static final int OUTAGE_EVENTS = 10 * EVENTS_PER_SECOND;

    /** The near cache lives a second; this is when nothing can come from it any more. */
    private static final long CACHED_MILLIS = 2_000;

    private static final long RECOVERY_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
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
        topics = servers.createTopics("outage", "outage.events");
        Map<String, String> settings = servers.settings("outage", topics, directory.resolve("state"));
        settings.put("profile.near-cache.ttl", "1s");
        // A busy machine misses the usual 20 ms now and then; here only the outage is to be seen.
        settings.put("profile.deadline", "500ms");
        pipeline = new ConfigLoader(Map.of(), settings).load(Servers.PIPELINE).value();
    }

    @AfterEach
    void stopServers() throws Exception {
        servers.close();
    }

    @Test
    void predictions_goOnDegradedAndRecover_whenRedisIsDownUnderLoad() throws Exception {
        try (PaymentLoad load = new PaymentLoad(servers.bootstrapServers(), topics.events(), EVENTS_PER_SECOND);
                ScoringApplication application = ScoringApplication.start(pipeline)) {
            awaitPredictionsWithProfiles(application);
            double rebalances = counter(application, "kafka_consumer_coordinator_rebalance_total{");

            servers.redis().close();
            long down = System.currentTimeMillis();
            await().atMost(PATIENCE)
                    .until(() -> profiles(application).path("status").asText().equals("degraded"));
            awaitEvents(application, load, OUTAGE_EVENTS);
            assertThat(profiles(application).path("cause").asText()).isNotEqualTo("none");
            // A busy machine lags: what was recorded until here must have been answered before Redis returns.
            int recorded = load.produced();
            long until = System.currentTimeMillis();
            await().atMost(PATIENCE).until(() -> servers.reader().consumed("outage", topics.events()) >= recorded);
            long back = System.currentTimeMillis();
            servers.restartRedis();
            awaitEvents(application, load, 8 * EVENTS_PER_SECOND);
            assertThat(profiles(application).path("status").asText()).isEqualTo("available");

            int produced = load.stop();
            await().atMost(PATIENCE).until(() -> servers.reader().consumed("outage", topics.events()) == produced);
            assertThat(counter(application, "kafka_consumer_coordinator_rebalance_total{"))
                    .as("rebalances")
                    .isEqualTo(rebalances)
                    .isPositive();
            double counted = counter(application, "riffle_degraded_total{", "profile_unavailable");
            application.close();
            assertAnswers(produced, new Outage(down, until, back), counted);
        }
    }

    /**
     * When Redis was away, in milliseconds since the epoch.
     *
     * @param until what was recorded by then was answered before Redis was back
     */
    private record Outage(long down, long until, long back) {}

    private void assertAnswers(int produced, Outage outage, double counted) throws Exception {
        Verdict verdict =
                Verdict.of(servers.reader(), "outage", topics.events(), topics.predictions(), topics.deadLetters());
        List<Answer> answers = answers();
        long degraded = answers.stream().filter(Answer::unavailable).count();
        long last = answers.stream()
                .filter(Answer::unavailable)
                .mapToLong(Answer::eventRecorded)
                .max()
                .orElseThrow();
        System.out.println("Redis down for " + (outage.back() - outage.down()) + " ms: " + verdict + ", " + degraded
                + " degraded, the last one " + (last - outage.back()) + " ms after its return");

        assertThat(verdict.lost() + verdict.pending() + verdict.duplicated() + verdict.outOfOrder())
                .isZero();
        assertThat(verdict.predicted() + verdict.deadLettered()).isEqualTo(produced);
        assertThat(counted).isEqualTo(degraded);
        List<Answer> during = recorded(answers, outage.down() + CACHED_MILLIS, outage.until() - CACHED_MILLIS);
        assertThat(during).hasSizeGreaterThan(OUTAGE_EVENTS / 2);
        assertThat(during.stream().filter(Answer::unavailable)).hasSameSizeAs(during);
        List<Answer> after = recorded(answers, outage.back() + RECOVERY_MILLIS, Long.MAX_VALUE);
        assertThat(after).hasSizeGreaterThan(EVENTS_PER_SECOND);
        assertThat(after.stream().filter(Answer::unavailable)).isEmpty();
    }

    private static List<Answer> recorded(List<Answer> answers, long from, long to) {
        return answers.stream()
                .filter(answer -> answer.eventRecorded() >= from && answer.eventRecorded() < to)
                .toList();
    }

    private void awaitPredictionsWithProfiles(ScoringApplication application) {
        await().atMost(PATIENCE)
                .until(() -> application.isRunning()
                        && profiles(application).path("status").asText().equals("available")
                        && counter(application, "riffle_profile_lookups_total{", "redis") > EVENTS_PER_SECOND);
    }

    /** Until so many more events were produced; all the time the application must be ready and running. */
    private void awaitEvents(ScoringApplication application, PaymentLoad load, int events) {
        int before = load.produced();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    assertThat(application.isRunning()).as("running").isTrue();
                    assertThat(get(application, "/health/ready").statusCode()).isEqualTo(200);
                })
                .until(() -> load.produced() >= before + events);
    }

    private List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        servers.reader().visit(topics.predictions(), record -> answers.add(answer(record)));
        return answers;
    }

    private static Answer answer(ConsumerRecord<byte[], byte[]> record) {
        try {
            boolean unavailable = false;
            for (JsonNode reason : JSON.readTree(record.value()).at("/parameters/degraded")) {
                unavailable |= reason.asText().equals("profile_unavailable");
            }
            return new Answer(record.timestamp(), unavailable);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private JsonNode profiles(ScoringApplication application) throws Exception {
        for (JsonNode check :
                JSON.readTree(get(application, "/health/ready").body()).path("checks")) {
            if (check.path("name").asText().equals("profiles")) {
                return check.path("data");
            }
        }
        throw new AssertionError("readiness must tell about profiles: it does not");
    }

    /** The sum of a counter over the lines of the scrape that start and contain so. */
    private double counter(ScoringApplication application, String start, String... contained) throws Exception {
        return get(application, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .filter(line -> List.of(contained).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(ScoringApplication application, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * A prediction as a consumer saw it.
     *
     * @param eventRecorded the timestamp of the event's record, milliseconds since the epoch
     */
    private record Answer(long eventRecorded, boolean unavailable) {}
}
