package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.riffle.config.NearCacheConfig;
import io.riffle.config.ProfileConfig;
import io.riffle.config.Secret;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.metrics.FeatureMetrics.Write;
import io.riffle.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the stream writes, in a real Redis. */
@Timeout(60)
class RedisFeatureSinkTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<Write, Long> counts = new ConcurrentHashMap<>();
    private EmbeddedRedis redis;
    private RedisClient client;
    private RedisCommands<String, String> commands;
    private RedisFeatureSink sink;

    @BeforeEach
    void start() throws Exception {
        redis = EmbeddedRedis.start();
        client = RedisClient.create(redis.url());
        commands = client.connect().sync();
        ProfileConfig config = new ProfileConfig(
                new Secret(redis.url()),
                "profile:{entity}",
                Duration.ofMillis(20),
                new NearCacheConfig(0, Duration.ZERO),
                List.of());
        sink = new RedisFeatureSink(config, new FeatureMetrics() {
            @Override
            public void written(Write result, long values) {
                counts.merge(result, values, Long::sum);
            }
        });
        assertThat(sink.awaitConnected(PATIENT)).isTrue();
    }

    @AfterEach
    void stop() {
        sink.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void write_isTheSame_whenRepeatedOrLate() {
        ProfileUpdate update = update("a", "7", 20, HOUR);
        sink.write(List.of(update));
        sink.write(List.of(update));
        sink.write(List.of(update("a", "6", 10, HOUR)));

        awaitCounted(3);
        assertThat(commands.hgetall("profile:a")).isEqualTo(Map.of("sum", "7@20"));
        assertThat(counts).isEqualTo(Map.of(Write.WRITTEN, 2L, Write.OLDER, 1L));
    }

    @Test
    void write_takesAFieldAway_unlessItIsNewer() {
        sink.write(List.of(update("a", "7", 20, HOUR)));
        sink.write(List.of(new ProfileUpdate("a", Map.of(), List.of("sum"), 19, HOUR)));
        awaitCounted(2);
        assertThat(commands.hgetall("profile:a")).isEqualTo(Map.of("sum", "7@20"));

        sink.write(List.of(new ProfileUpdate("a", Map.of("count", "1"), List.of("sum"), 21, HOUR)));
        awaitCounted(4);
        assertThat(commands.hgetall("profile:a")).isEqualTo(Map.of("count", "1@21"));
    }

    /** The hash lives as long as its longest-lived value, and each write lets it live again. */
    @Test
    void write_refreshesTheTimeToLive_andNeverShortensIt() {
        sink.write(List.of(update("a", "1", 1, HOUR)));
        awaitCounted(1);
        assertThat(commands.pttl("profile:a")).isBetween(HOUR.toMillis() - 10_000, HOUR.toMillis());

        commands.pexpire("profile:a", 5_000);
        sink.write(List.of(update("a", "2", 2, HOUR)));
        awaitCounted(2);
        assertThat(commands.pttl("profile:a")).as("refreshed").isGreaterThan(HOUR.toMillis() - 10_000);

        sink.write(List.of(update("a", "3", 3, Duration.ofSeconds(5))));
        awaitCounted(3);
        assertThat(commands.pttl("profile:a")).as("not shortened").isGreaterThan(HOUR.toMillis() - 20_000);

        commands.hset("profile:b", "country", "FR@1");
        sink.write(List.of(update("b", "4", 4, HOUR)));
        awaitCounted(4);
        assertThat(commands.pttl("profile:b")).as("kept for ever").isEqualTo(-1);

        sink.write(List.of(update("a", "5", 5, Duration.ZERO)));
        awaitCounted(5);
        assertThat(commands.pttl("profile:a")).as("kept for ever from now on").isEqualTo(-1);
    }

    /** Whoever writes must not feel an outage: write returns, and what was given is accounted for. */
    @Test
    void write_neverWaits_andCountsWhatIsLost_whenRedisIsAway() throws Exception {
        int port = redis.port();
        redis.close();
        List<ProfileUpdate> frame = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            frame.add(update("card-" + i, "1", i, HOUR));
        }
        int frames = 0;
        long longest = 0;
        while (counts.getOrDefault(Write.DROPPED, 0L) + counts.getOrDefault(Write.FAILED, 0L) < 256 * 100) {
            long start = System.nanoTime();
            sink.write(frame);
            longest = Math.max(longest, System.nanoTime() - start);
            frames++;
            assertThat(frames).isLessThan(10_000);
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(1));

        redis = EmbeddedRedis.start(port);
        await().atMost(PATIENT).until(() -> {
            sink.write(List.of(update("back", "1", 1, HOUR)));
            return counts.getOrDefault(Write.WRITTEN, 0L) > 0;
        });
        await().atMost(PATIENT).until(() -> commands.hget("profile:back", "sum").equals("1@1"));
    }

    private void awaitCounted(long values) {
        await().atMost(PATIENT)
                .until(() -> counts.values().stream().mapToLong(Long::longValue).sum() == values);
    }

    private static ProfileUpdate update(String entity, String sum, long time, Duration keep) {
        return new ProfileUpdate(entity, Map.of("sum", sum), List.of(), time, keep);
    }
}
