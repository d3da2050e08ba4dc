package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.riffle.config.NearCacheConfig;
import io.riffle.config.NewerThanEvent;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.ProfileLayout;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileValue;
import io.riffle.feature.FeatureType;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.servers.EmbeddedRedis;
import io.riffle.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles as others leave them in a real Redis; skipped if none can be started. */
class StoredProfilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES =
            Path.of(System.getProperty("riffle.reference-data", "../../shared/data"), "public-cases", "redis.jsonl");
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final long UNKNOWN = ProfileValue.UNKNOWN_TIME;

    private static EmbeddedRedis redis;
    private static RedisClient client;
    private static RedisCommands<String, String> commands;

    private final List<String> unreadable = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        try {
            redis = EmbeddedRedis.start();
        } catch (Exception none) {
            Assumptions.abort("no Redis can be started here: " + none.getMessage());
        }
        client = RedisClient.create(redis.url());
        commands = client.connect().sync();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            redis.close();
        }
    }

    @BeforeEach
    void clear() {
        commands.flushall();
    }

    static Stream<JsonNode> cases() throws IOException {
        Assumptions.assumeTrue(Files.exists(CASES), "the reference data is not at " + CASES);
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(CASES)) {
            cases.add(JSON.readTree(line));
        }
        return cases.stream();
    }

    /** Each case of the reference data: its values where it names them, a count or a reason where it asks for one. */
    @ParameterizedTest
    @MethodSource("cases")
    void profile_isWhatTheCaseWants(JsonNode stored) throws Exception {
        List<ProfileField> fields = fields(stored.path("fields"));
        stored.path("hset")
                .properties()
                .forEach(entry -> commands.hset(
                        "profile:e", entry.getKey(), entry.getValue().textValue()));
        if (stored.has("set")) {
            commands.set("profile:e", stored.path("set").textValue());
        }
        try (RedisProfileSource source = source(ProfileLayout.HASH, fields)) {
            EntityProfile profile = source.fetch(List.of("e"), PATIENT).get("e");
            switch (stored.path("case").textValue()) {
                case "redis-3" -> {
                    assertThat(profile.values().get(0)).isEqualTo(ProfileValue.ofNumber(5, 1699999000L));
                    assertThat(unreadable).containsExactly("aged time");
                }
                case "redis-4" -> {
                    assertThat(profile.values().get(0)).isEqualTo(ProfileValue.ofNumber(1.5, UNKNOWN));
                    assertThat(unreadable).isEmpty();
                }
                case "redis-5" -> {
                    assertThat(profile.isUnreadable()).isTrue();
                    assertThat(source.unreadable("e", PATIENT))
                            .isEqualTo(
                                    "profile.layout must say what is stored: it is hash, and the key profile:e is a string");
                }
                default -> {
                    JsonNode want = stored.path("want");
                    assertThat(want.isObject()).as("a case of a known kind").isTrue();
                    for (int i = 0; i < fields.size(); i++) {
                        assertThat(profile.values().get(i))
                                .isEqualTo(wanted(want.path(fields.get(i).name())));
                    }
                    assertThat(unreadable).isEmpty();
                }
            }
        }
    }

    /** The way out of redis-5. */
    @Test
    void json_isReadByItsMembers_inEachSpelling() throws Exception {
        List<ProfileField> fields = List.of(
                field("avg", FeatureType.NUMBER),
                field("visits", FeatureType.INTEGER),
                field("flag", FeatureType.BOOLEAN),
                field("shop", FeatureType.CATEGORY));
        Map<String, List<Object>> expected = new HashMap<>();
        put("{\"avg\":1}", expected, 1.0, null, null, null);
        put("{\"avg\":12.5,\"visits\":3,\"flag\":true,\"shop\":\"web\"}", expected, 12.5, 3.0, 1.0, "web");
        put("{\"avg\":\"12.5\",\"visits\":3.0,\"flag\":\"False\",\"shop\":5411}", expected, 12.5, 3.0, 0.0, "5411");
        put("{\"avg\":NaN,\"visits\":null,\"flag\":1,\"shop\":null}", expected, null, null, 1.0, null);
        put("{\"avg\":\"np.float64(1.5)\",\"flag\":0,\"shop\":true}", expected, 1.5, null, 0.0, "true");
        put("{\"other\":{\"avg\":9,\"list\":[1,{\"visits\":9}]},\"avg\":-1e3}", expected, -1000.0, null, null, null);
        put(" {\"shop\":\"team@42\"}\n", expected, null, null, null, "team@42");
        put("{}", expected, null, null, null, null);
        try (RedisProfileSource source = source(ProfileLayout.JSON, fields)) {
            Map<String, EntityProfile> profiles = source.fetch(List.copyOf(expected.keySet()), PATIENT);
            expected.forEach((entity, values) -> {
                List<@Nullable Object> found = new ArrayList<>();
                for (ProfileValue value : profiles.get(entity).values()) {
                    found.add(value == null ? null : Double.isNaN(value.number()) ? value.text() : value.number());
                }
                assertThat(found).as(commands.get("profile:" + entity)).isEqualTo(values);
            });
            assertThat(unreadable).isEmpty();
        }
    }

    @Test
    void json_keepsTimes_andTellsWhatIsNoValue() throws Exception {
        List<ProfileField> fields = List.of(field("avg", FeatureType.NUMBER), field("shop", FeatureType.CATEGORY));
        commands.set("profile:timed", "{\"avg\":\"12.5@1736121600000\",\"shop\":\"web@1736121600001\"}");
        commands.set("profile:odd", "{\"avg\":[1],\"shop\":{\"name\":\"web\"}}");
        commands.set("profile:large", "{\"avg\":Infinity}");
        try (RedisProfileSource source = source(ProfileLayout.JSON, fields)) {
            Map<String, EntityProfile> profiles = source.fetch(List.of("timed", "odd", "large", "none"), PATIENT);
            assertThat(profiles.get("timed").values())
                    .containsExactly(
                            ProfileValue.ofNumber(12.5, 1736121600000L), ProfileValue.ofText("web", 1736121600001L));
            assertThat(profiles.get("odd").values()).containsOnlyNulls();
            assertThat(profiles).doesNotContainKey("none");
            assertThat(unreadable).containsExactlyInAnyOrder("avg type", "shop type", "avg type");
        }
    }

    @Test
    void entity_isUnreadable_whenNoObjectIsStored() throws Exception {
        List<String> stored =
                List.of("", "12.5", "[]", "{\"avg\":1", "{\"avg\":1}{}", "{\"avg\":1,\"avg\":2}", "{'avg': 1}");
        List<String> entities = new ArrayList<>();
        for (String text : stored) {
            entities.add("e" + entities.size());
            commands.set("profile:" + entities.get(entities.size() - 1), text);
        }
        commands.hset("profile:hash", "avg", "1");
        commands.set("profile:good", "{\"avg\":1}");
        try (RedisProfileSource source = source(ProfileLayout.JSON, List.of(field("avg", FeatureType.NUMBER)))) {
            Map<String, EntityProfile> profiles = source.fetch(entities, PATIENT);
            for (int i = 0; i < stored.size(); i++) {
                assertThat(profiles.get("e" + i).isUnreadable())
                        .as(stored.get(i))
                        .isTrue();
            }
            Map<String, EntityProfile> others = source.fetch(List.of("hash", "good"), PATIENT);
            assertThat(others.get("hash").isUnreadable()).isTrue();
            assertThat(others.get("good").isUnreadable()).isFalse();
            assertThat(source.unreadable("e1", PATIENT))
                    .isEqualTo("profile.layout must say what is stored: it is json, and the key profile:e1 is a string"
                            + " without a JSON object");
        }
    }

    @Test
    void string_isTheValueOfTheOnlyField() throws Exception {
        commands.set("profile:plain", "0.75");
        commands.set("profile:timed", "0.5@1736121600000");
        commands.set("profile:odd", "{\"avg\":1}");
        try (RedisProfileSource source = source(ProfileLayout.STRING, List.of(field("avg", FeatureType.NUMBER)))) {
            Map<String, EntityProfile> profiles = source.fetch(List.of("plain", "timed", "odd", "none"), PATIENT);
            assertThat(profiles.get("plain").values()).containsExactly(ProfileValue.ofNumber(0.75, UNKNOWN));
            assertThat(profiles.get("timed").values()).containsExactly(ProfileValue.ofNumber(0.5, 1736121600000L));
            assertThat(profiles.get("odd").values()).containsOnlyNulls();
            assertThat(profiles).doesNotContainKey("none");
            assertThat(unreadable).containsExactly("avg type");
        }
    }

    /** If no key fits the layout is wrong; if some do, some keys are. */
    @Test
    void mismatch_isSeen_whenNoKeyFits() throws Exception {
        List<ProfileField> fields = List.of(field("avg", FeatureType.NUMBER));
        try (RedisProfileSource hashes = source(ProfileLayout.HASH, fields);
                RedisProfileSource texts = source(ProfileLayout.JSON, fields)) {
            assertThat(hashes.mismatch(PATIENT)).as("nothing is stored").isEmpty();
            for (int i = 0; i < 150; i++) {
                commands.set("profile:" + i, "{\"avg\":1}");
                commands.set("other:" + i, "x");
            }
            assertThat(hashes.mismatch(PATIENT).orElseThrow())
                    .startsWith("profile.layout must say what is stored: it is hash, and the key profile:")
                    .endsWith(" is a string (so are all 100 keys that were looked at)");
            assertThat(texts.mismatch(PATIENT)).isEmpty();

            commands.flushall();
            commands.set("profile:a", "{\"avg\":1}");
            commands.hset("profile:b", "avg", "1");
            assertThat(hashes.mismatch(PATIENT)).isEmpty();
            assertThat(texts.mismatch(PATIENT)).isEmpty();
        }
    }

    private void put(String json, Map<String, List<Object>> expected, @Nullable Object... values) {
        String entity = "e" + expected.size();
        commands.set("profile:" + entity, json);
        expected.put(entity, java.util.Arrays.asList(values));
    }

    private static ProfileValue wanted(JsonNode want) {
        if (want.isTextual()) {
            return ProfileValue.ofText(want.textValue(), UNKNOWN);
        }
        return ProfileValue.ofNumber(want.isBoolean() ? (want.booleanValue() ? 1 : 0) : want.doubleValue(), UNKNOWN);
    }

    private static List<ProfileField> fields(JsonNode declared) {
        List<ProfileField> fields = new ArrayList<>();
        declared.properties()
                .forEach(entry -> fields.add(field(
                        entry.getKey(),
                        FeatureType.valueOf(entry.getValue().textValue().toUpperCase(Locale.ROOT)))));
        return fields;
    }

    private static ProfileField field(String name, FeatureType type) {
        return new ProfileField(name, type, Optional.empty(), Optional.empty());
    }

    private RedisProfileSource source(ProfileLayout layout, List<ProfileField> fields) throws Exception {
        ProfileConfig config = new ProfileConfig(
                new Secret(redis.url()),
                RedisTls.NONE,
                "profile:{entity}",
                layout,
                Duration.ofMillis(20),
                NewerThanEvent.PRESENT,
                NearCacheConfig.DEFAULT,
                fields);
        RedisProfileSource source = new RedisProfileSource(config, new FeatureMetrics() {
            @Override
            public void unreadable(String feature, Unreadable reason) {
                unreadable.add(feature + " " + reason.label());
            }
        });
        assertThat(source.awaitConnected(PATIENT)).isTrue();
        return source;
    }
}
