package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import io.riffle.config.NearCacheConfig;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.Secret;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValue;
import io.riffle.feature.FeatureType;
import io.riffle.metrics.FeatureMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real servers that share the slots of one cluster. */
@Timeout(90)
class RedisClusterTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String PATTERN = "profile:{entity}";
    private static final List<ProfileField> FIELDS =
            List.of(new ProfileField("visits", FeatureType.INTEGER, Optional.empty(), Optional.empty()));
    private static final List<String> ENTITIES =
            IntStream.range(0, 1_500).mapToObj(number -> "card-" + number).toList();
    private static final int SLOTS = 16_384;

    private final List<Integer> ports = new ArrayList<>();
    private RedisProcesses servers;
    private Secret url;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        servers = new RedisProcesses(folder);
        for (int node = 0; node < 3; node++) {
            startNode(node);
        }
        for (int node = 1; node < 3; node++) {
            ask(node, "CLUSTER MEET 127.0.0.1 " + ports.get(0) + " " + bus(0));
        }
        for (int node = 0; node < 3; node++) {
            int own = node;
            await().atMost(PATIENT).until(() -> ask(own, "CLUSTER INFO").contains("cluster_state:ok"));
            await().atMost(PATIENT).until(() -> ask(own, "CLUSTER INFO").contains("cluster_known_nodes:3"));
        }
        url = new Secret("redis-cluster://127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1));
    }

    private void startNode(int node) throws Exception {
        int port = RedisProcesses.freePort();
        ports.add(port);
        List<String> options = new ArrayList<>(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
        options.addAll(List.of("--cluster-enabled", "yes", "--cluster-config-file", port + ".conf"));
        options.addAll(List.of("--cluster-port", "" + RedisProcesses.freePort(), "--cluster-node-timeout", "1000"));
        options.addAll(List.of("--cluster-require-full-coverage", "no"));
        servers.start(port, options);
        int from = node * SLOTS / 3;
        int to = (node + 1) * SLOTS / 3 - 1;
        assertThat(ask(node, "CLUSTER ADDSLOTSRANGE " + from + " " + to)).startsWith("+OK");
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    @Test
    void values_goToTheNodeOfEachEntity_andComeBack() throws Exception {
        try (RedisProfileWriter writer = new RedisProfileWriter(url, PATTERN);
                RedisProfileSource source = new RedisProfileSource(url, PATTERN, FIELDS)) {
            assertThat(writer.writeNewer(updates(7, 20))).isEqualTo(ENTITIES.size());
            assertThat(writer.writeNewer(updates(6, 10))).as("older ones").isZero();
            assertThat(source.awaitConnected(PATIENT)).isTrue();
            Map<String, EntityProfile> profiles = source.fetch(ENTITIES, PATIENT);

            assertThat(profiles).hasSize(ENTITIES.size());
            assertThat(profiles.values())
                    .allMatch(profile ->
                            ProfileValue.ofNumber(7, 20).equals(profile.values().get(0)));
            for (int node = 0; node < 3; node++) {
                assertThat(keys(node)).as("keys of node " + node).isBetween(400, 600);
            }
            Set<String> seen = new HashSet<>();
            source.entities(PATIENT, page -> seen.addAll(page) || !page.isEmpty());
            assertThat(seen).containsExactlyInAnyOrderElementsOf(ENTITIES);
        }
    }

    /** The client still believes the old node: it must follow, for reading and for writing. */
    @Test
    void values_areFound_whenTheirSlotHasMoved() throws Exception {
        String moving = "card-7";
        try (RedisProfileWriter writer = new RedisProfileWriter(url, PATTERN);
                RedisProfileSource source = new RedisProfileSource(url, PATTERN, FIELDS)) {
            writer.writeNewer(updates(7, 20));
            assertThat(source.awaitConnected(PATIENT)).isTrue();

            move("profile:" + moving);

            Map<String, EntityProfile> profiles = source.fetch(ENTITIES, PATIENT);
            assertThat(profiles).hasSize(ENTITIES.size()).containsKey(moving);
            assertThat(writer.writeNewer(List.of(new ProfileUpdate(moving, Map.of("visits", "8"), 30))))
                    .isOne();
            assertThat(source.fetch(List.of(moving), PATIENT).get(moving).values())
                    .containsExactly(ProfileValue.ofNumber(8, 30));
        }
    }

    /** One node of three is away: frames that need it go on degraded, the others do not notice. */
    @Test
    void fetch_isUnavailable_onlyForEntitiesOfADeadNode() throws Exception {
        try (RedisProfileWriter writer = new RedisProfileWriter(url, PATTERN);
                RedisProfileSource source = new RedisProfileSource(url, PATTERN, FIELDS)) {
            writer.writeNewer(updates(7, 20));
            assertThat(source.awaitConnected(PATIENT)).isTrue();
            String dead = ENTITIES.stream()
                    .filter(entity -> node(entity) == 2)
                    .findFirst()
                    .orElseThrow();
            String alive = ENTITIES.stream()
                    .filter(entity -> node(entity) == 1)
                    .findFirst()
                    .orElseThrow();

            servers.kill(2);

            await().atMost(PATIENT)
                    .untilAsserted(() -> assertThatExceptionOfType(ProfileUnavailableException.class)
                            .isThrownBy(() -> source.fetch(List.of(dead), Duration.ofMillis(200))));
            assertThat(source.fetch(List.of(alive), PATIENT)).containsKey(alive);
        }
    }

    @Test
    void sink_writesFramesToAllNodes() throws Exception {
        AtomicLong written = new AtomicLong();
        ProfileConfig config =
                new ProfileConfig(url, PATTERN, Duration.ofMillis(20), new NearCacheConfig(0, Duration.ZERO), FIELDS);
        FeatureMetrics metrics = new FeatureMetrics() {
            @Override
            public void written(Write result, long values) {
                assertThat(result).isIn(Write.WRITTEN, Write.OLDER);
                written.addAndGet(result == Write.WRITTEN ? values : 0);
            }
        };
        try (RedisFeatureSink sink = new RedisFeatureSink(config, metrics);
                RedisProfileSource source = new RedisProfileSource(url, PATTERN, FIELDS)) {
            assertThat(sink.awaitConnected(PATIENT)).isTrue();
            assertThat(source.awaitConnected(PATIENT)).isTrue();

            sink.write(updates(5, 50));

            await().atMost(PATIENT).until(() -> written.get() == ENTITIES.size());
            assertThat(source.fetch(ENTITIES, PATIENT)).hasSize(ENTITIES.size());
        }
    }

    private static List<ProfileUpdate> updates(int visits, long time) {
        return ENTITIES.stream()
                .map(entity -> new ProfileUpdate(entity, Map.of("visits", "" + visits), time))
                .toList();
    }

    private static int node(String entity) {
        int slot = SlotHash.getSlot("profile:" + entity);
        return IntStream.range(0, 3)
                .filter(node -> slot >= node * SLOTS / 3 && slot <= (node + 1) * SLOTS / 3 - 1)
                .findFirst()
                .orElseThrow();
    }

    /** Moves a key's slot to the next node, as {@code redis-cli --cluster reshard} does. */
    private void move(String key) throws Exception {
        int slot = SlotHash.getSlot(key.getBytes(StandardCharsets.UTF_8));
        int from = node(key.substring("profile:".length()));
        int to = (from + 1) % 3;
        String oldId = id(from);
        String newId = id(to);
        ask(to, "CLUSTER SETSLOT " + slot + " IMPORTING " + oldId);
        ask(from, "CLUSTER SETSLOT " + slot + " MIGRATING " + newId);
        assertThat(ask(from, "MIGRATE 127.0.0.1 " + ports.get(to) + " " + key + " 0 5000"))
                .startsWith("+OK");
        for (int node : List.of(to, from)) {
            assertThat(ask(node, "CLUSTER SETSLOT " + slot + " NODE " + newId)).startsWith("+OK");
        }
    }

    private String id(int node) throws Exception {
        return ask(node, "CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
    }

    private int keys(int node) throws Exception {
        return Integer.parseInt(ask(node, "DBSIZE").replaceAll("\\D", ""));
    }

    private String bus(int node) throws Exception {
        String own = ask(node, "CLUSTER NODES");
        return own.replaceAll("(?s).*@(\\d+).*", "$1");
    }

    private String ask(int node, String command) throws Exception {
        return RedisProcesses.answer(ports.get(node), command);
    }
}
