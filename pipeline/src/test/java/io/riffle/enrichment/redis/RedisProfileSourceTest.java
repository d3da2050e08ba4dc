package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileSourceContract;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValue;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.settings.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, with a real Redis; skipped if none can be started. */
class RedisProfileSourceTest extends ProfileSourceContract {
    private static final String PATTERN = "profile:{entity}";
    private static EmbeddedRedis redis;
    private static RedisClient client;
    private static StatefulRedisConnection<String, String> connection;
    private static RedisProfileSource source;

    @BeforeAll
    static void start() throws Exception {
        try {
            redis = EmbeddedRedis.start();
        } catch (Exception none) {
            Assumptions.abort("no Redis can be started here: " + none.getMessage());
        }
        client = RedisClient.create(redis.url());
        connection = client.connect();
        source = new RedisProfileSource(new Secret(redis.url()), PATTERN, FIELDS);
        assertThat(source.awaitConnected(PATIENT)).isTrue();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            source.close();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            redis.close();
        }
    }

    @Override
    protected ProfileSource source() {
        return source;
    }

    @Override
    protected void store(String entity, Map<String, String> fields) {
        connection.sync().hset("profile:" + entity, fields);
    }

    /** One entity's broken key must not take the profiles of the whole frame with it. */
    @Test
    void fetch_marksOneEntityUnreadable_whenItsKeyIsNotAHash() throws Exception {
        connection.sync().set("profile:text-1", "not a hash");
        store("text-2", Map.of("visits", "2@2"));

        Map<String, EntityProfile> profiles = source.fetch(List.of("text-1", "text-2"), PATIENT);
        assertThat(profiles.get("text-1").isUnreadable()).isTrue();
        assertThat(profiles.get("text-2").isUnreadable()).isFalse();
        assertThat(source.unreadable("text-1", PATIENT))
                .isEqualTo(
                        "profile.layout must say what is stored: it is hash, and the key profile:text-1 is a string");
    }

    @Test
    void fetch_isUnavailable_whenRedisRefusesTheCommand() throws Exception {
        connection
                .sync()
                .aclSetuser(
                        "blind",
                        io.lettuce.core.AclSetuserArgs.Builder.on()
                                .addPassword("secret")
                                .addCommand(io.lettuce.core.protocol.CommandType.PING)
                                .addCommand(io.lettuce.core.protocol.CommandType.HELLO)
                                .addCommand(io.lettuce.core.protocol.CommandType.CLIENT));
        Secret url = new Secret("redis://blind:secret@127.0.0.1:" + redis.port());
        try (RedisProfileSource blind = new RedisProfileSource(url, PATTERN, FIELDS)) {
            assertThat(blind.awaitConnected(PATIENT)).isTrue();

            assertThatExceptionOfType(ProfileUnavailableException.class)
                    .isThrownBy(() -> blind.fetch(List.of("any"), PATIENT))
                    .withMessageContaining("NOPERM")
                    .withMessageNotContaining("secret");
        }
    }

    @Test
    void write_isReadBack_withItsEventTime() throws Exception {
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), PATTERN)) {
            writer.write(Map.of("written-1", Map.of("avg_amount", "3.5", "home_country", "FR")), 1736121600099L);
        }

        assertThat(source.fetch(List.of("written-1"), PATIENT).get("written-1").values())
                .containsExactly(
                        ProfileValue.ofNumber(3.5, 1736121600099L),
                        null,
                        ProfileValue.ofText("FR", 1736121600099L),
                        null);
    }

    @Test
    void source_startsDegraded_whenRedisIsNotThere() throws Exception {
        Secret nobody = new Secret("redis://user:hidden@127.0.0.1:1");
        try (RedisProfileSource early = new RedisProfileSource(nobody, PATTERN, FIELDS)) {
            assertThat(early.awaitConnected(Duration.ofMillis(1))).isFalse();
            assertThatExceptionOfType(ProfileUnavailableException.class)
                    .isThrownBy(() -> early.fetch(List.of("any"), PATIENT))
                    .withMessage("Redis must be reachable at redis://****@127.0.0.1:1: it is not");
        }
    }

    @Test
    void source_isRefused_whenTheUrlIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisProfileSource(new Secret("http://u:hidden@host"), PATTERN, FIELDS))
                .withMessageContaining("profile.redis must be redis://")
                .withMessageNotContaining("hidden");
    }

    @Test
    void source_isRefused_whenTheKeyHasNoPlaceholder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisProfileSource(new Secret(redis.url()), "profile", FIELDS))
                .withMessage("profile.key must contain {entity}: was 'profile'");
    }

    @Test
    void writeNewer_keepsTheNewerValueOfEachField_whateverTheOrder() throws Exception {
        store("updated", Map.of("visits", "1@5", "city", "anna@example.org"));
        try (RedisProfileWriter writer = new RedisProfileWriter(new Secret(redis.url()), PATTERN)) {
            assertThat(writer.writeNewer(List.of(
                            new ProfileUpdate("updated", Map.of("visits", "3", "city", "Rome"), 20),
                            new ProfileUpdate("updated", Map.of("visits", "2", "mail", "a@b"), 10))))
                    .isEqualTo(3);
            assertThat(connection.sync().hgetall("profile:updated"))
                    .isEqualTo(Map.of("visits", "3@20", "city", "Rome@20", "mail", "a@b@10"));
            assertThat(writer.writeNewer(List.of(new ProfileUpdate("updated", Map.of("visits", "4"), 20))))
                    .isEqualTo(1);
        }
    }
}
