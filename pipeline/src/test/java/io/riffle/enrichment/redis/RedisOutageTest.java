package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.riffle.config.ProfileField;
import io.riffle.config.Secret;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.feature.FeatureType;
import io.riffle.servers.EmbeddedRedis;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Redis that hangs, dies and comes back under the feet of a client. */
@Timeout(60)
class RedisOutageTest {
    private static final Duration DEADLINE = Duration.ofMillis(200);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final List<ProfileField> FIELDS =
            List.of(new ProfileField("visits", FeatureType.INTEGER, Optional.empty(), Optional.empty()));

    private EmbeddedRedis redis;
    private BreakerProfileSource source;

    @BeforeEach
    void start() throws Exception {
        try {
            redis = EmbeddedRedis.start();
        } catch (Exception none) {
            Assumptions.abort("no Redis can be started here: " + none.getMessage());
        }
        load("1");
        RedisProfileSource profiles = new RedisProfileSource(new Secret(redis.url()), "profile:{entity}", FIELDS);
        assertThat(profiles.awaitConnected(PATIENT)).isTrue();
        source = new BreakerProfileSource(profiles, System::nanoTime);
        await().atMost(PATIENT).until(() -> visits().equals("1"));
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        redis.close();
    }

    /**
     * A stopped process keeps its connections open and answers nothing: only the deadline ends a call. Answers to the
     * abandoned commands arrive after it goes on; they must not be taken for the answers of later ones.
     */
    @Test
    void fetch_endsAtTheDeadlineAndRecovers_whenRedisHangs() throws Exception {
        signal("-STOP");
        assertThatExceptionOfType(ProfileUnavailableException.class)
                .isThrownBy(() -> source.fetch(List.of("a", "b"), DEADLINE))
                .withMessageStartingWith("Redis must answer within 200 ms: 2 of 2 profiles did not come");
        await().atMost(PATIENT).until(() -> visits().startsWith("the profile store is not asked"));
        assertThat(source.available()).isFalse();

        signal("-CONT");

        await().atMost(PATIENT).until(() -> visits().equals("1"));
        assertThat(source.available()).isTrue();
        assertThat(source.fetch(List.of("nobody", "a"), PATIENT)).containsOnlyKeys("a");
    }

    @Test
    void fetch_failsAndRecovers_whenRedisIsKilledAndStartedAgain() throws Exception {
        int port = redis.port();
        redis.close();
        await().atMost(PATIENT).until(() -> visits().startsWith("the profile store is not asked"));

        redis = EmbeddedRedis.start(port);
        load("2");

        await().atMost(PATIENT).until(() -> visits().equals("2"));
        assertThat(source.available()).isTrue();
    }

    /** Many calls while Redis dies: each one returns profiles or says that there are none, and none hangs. */
    @Test
    void fetch_answersEveryCall_whenRedisDiesInTheMiddle() throws Exception {
        Thread killer = new Thread(redis::close);
        int answered = 0;
        for (int i = 0; answered == i || source.available(); i++) {
            if (i == 100) {
                killer.start();
            }
            String result = visits();
            assertThat(result).matches("1|Redis must .*|the profile store is not asked .*");
            answered += result.equals("1") ? 1 : 0;
        }
        killer.join();

        assertThat(answered).isGreaterThanOrEqualTo(100);
    }

    /**
     * Something on the way spoils an answer: all later ones on that connection would be answers to other questions. A
     * shift by one whole answer cannot be told from right ones; it ends with the first that cannot be one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n", "$7", "*3\r\n", "*1\r\n$1\r\n9\r\n*2\r\n$1\r\n9\r\n$1\r\n9\r\n"})
    void fetch_recovers_whenAnAnswerIsGarbled(String garbage) throws Exception {
        try (GarblingProxy proxy = new GarblingProxy(redis.port())) {
            source.close();
            Secret url = new Secret("redis://127.0.0.1:" + proxy.port());
            RedisProfileSource profiles = new RedisProfileSource(url, "profile:{entity}", FIELDS);
            assertThat(profiles.awaitConnected(PATIENT)).isTrue();
            source = new BreakerProfileSource(profiles, System::nanoTime);
            await().atMost(PATIENT).until(() -> visits().equals("1"));

            proxy.garbleNext(garbage.getBytes(StandardCharsets.UTF_8));
            assertThat(visits()).isNotEqualTo("1");

            await().during(Duration.ofSeconds(1)).atMost(PATIENT).until(() -> visits().equals("1"));
        }
    }

    /** Reading them once a frame would hold up all others on the connection. */
    @Test
    void fetch_leavesOutOneEntity_whenItsValuesAreHuge() throws Exception {
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), "profile:{entity}")) {
            writer.write(Map.of("huge", Map.of("visits", "7".repeat(20 << 20))), 1);
        }
        assertThat(source.fetch(List.of("huge", "a"), PATIENT)).containsOnlyKeys("a");
        long before = sentBytes();

        for (int call = 0; call < 20; call++) {
            assertThat(source.fetch(List.of("huge", "a"), PATIENT)).containsOnlyKeys("a");
        }

        assertThat(sentBytes() - before).isLessThan(1 << 20);
    }

    /** What Redis has sent so far. */
    private long sentBytes() throws Exception {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            connection.getOutputStream().write("INFO stats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String stats = new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher sent = Pattern.compile("total_net_output_bytes:(\\d+)").matcher(stats);
            assertThat(sent.find()).as(stats).isTrue();
            return Long.parseLong(sent.group(1));
        }
    }

    /** The visits of entity a, or why there is no answer. */
    private String visits() {
        try {
            return String.valueOf(Math.round(source.fetch(List.of("a"), DEADLINE)
                    .get("a")
                    .values()
                    .get(0)
                    .number()));
        } catch (ProfileUnavailableException outage) {
            return outage.getMessage();
        }
    }

    private void load(String visits) throws Exception {
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), "profile:{entity}")) {
            writer.write(Map.of("a", Map.of("visits", visits), "b", Map.of("visits", visits)), 1);
        }
    }

    private void signal(String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(redis.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
