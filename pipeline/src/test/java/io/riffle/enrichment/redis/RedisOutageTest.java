package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.riffle.config.ProfileField;
import io.riffle.enrichment.BreakerProfileSource;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.feature.FeatureType;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.settings.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
