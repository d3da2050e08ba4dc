package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.config.ProfileField;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.feature.FeatureType;
import io.riffle.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real Redis servers of the kinds that are found in production: with TLS and users, and behind a sentinel. */
@Timeout(60)
class RedisServersTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String PATTERN = "profile:{entity}";
    private static final List<ProfileField> FIELDS =
            List.of(new ProfileField("visits", FeatureType.INTEGER, Optional.empty(), Optional.empty()));

    @TempDir
    Path folder;

    private RedisProcesses servers;

    @BeforeEach
    void prepare() {
        servers = new RedisProcesses(folder);
    }

    @AfterEach
    void stop() throws Exception {
        servers.close();
    }

    /** The authority is the test's own: without it the JDK must not trust the server. */
    @Test
    void fetch_reads_whereRedisHasTlsAndUsers() throws Exception {
        Path certificate = certificate();
        int port = RedisProcesses.freePort();
        List<String> options = new ArrayList<>(List.of("--port", "0", "--tls-port", "" + port, "--bind", "127.0.0.1"));
        options.addAll(List.of("--tls-cert-file", certificate.toString(), "--tls-auth-clients", "no"));
        options.addAll(List.of("--tls-key-file", folder.resolve("key.pem").toString()));
        options.addAll(List.of("--tls-ca-cert-file", certificate.toString()));
        options.addAll(List.of("--user", "riffle", "on", ">hidden", "~profile:*", "+hmget", "+hset", "+@connection"));
        servers.start(port, options);
        RedisTls tls = new RedisTls(Optional.of(certificate), Optional.empty(), Optional.empty());
        Secret url = new Secret("rediss://riffle:hidden@127.0.0.1:" + port);

        try (RedisProfileWriter writer = new RedisProfileWriter(url, tls, PATTERN);
                RedisProfileSource source = new RedisProfileSource(url, tls, PATTERN, FIELDS);
                RedisProfileSource trusting = new RedisProfileSource(url, RedisTls.NONE, PATTERN, FIELDS)) {
            writer.write(Map.of("a", Map.of("visits", "7")), 5);
            assertThat(source.awaitConnected(PATIENT)).isTrue();
            assertThat(visits(source)).isEqualTo("7.0");
            assertThat(trusting.awaitConnected(Duration.ofSeconds(1))).isFalse();
        }
    }

    /** The master dies; the sentinel promotes its replica, and reading goes on there. */
    @Test
    void fetch_followsTheSentinel_whenTheMasterDies() throws Exception {
        int master = RedisProcesses.freePort();
        int replica = RedisProcesses.freePort();
        int sentinel = RedisProcesses.freePort();
        Process dying = servers.start(master, List.of("--port", "" + master, "--bind", "127.0.0.1"));
        servers.start(
                replica, List.of("--port", "" + replica, "--bind", "127.0.0.1", "--replicaof", "127.0.0.1 " + master));
        // The sentinel looks for replicas when it starts, and then every 10 seconds only.
        await().atMost(PATIENT)
                .until(() -> RedisProcesses.answer(master, "INFO replication").contains("state=online"));
        Path config = Files.writeString(folder.resolve("sentinel.conf"), """
                port %d
                bind 127.0.0.1
                sentinel monitor cards 127.0.0.1 %d 1
                sentinel down-after-milliseconds cards 500
                sentinel failover-timeout cards 3000
                """.formatted(sentinel, master));
        servers.start(sentinel, List.of(config.toString(), "--sentinel"));
        await().atMost(PATIENT)
                .until(() -> RedisProcesses.answer(sentinel, "INFO sentinel").contains("slaves=1"));
        Secret url = new Secret("redis-sentinel://127.0.0.1:" + sentinel + "#cards");

        try (RedisProfileWriter writer = new RedisProfileWriter(url, PATTERN);
                RedisProfileSource source = new RedisProfileSource(url, PATTERN, FIELDS)) {
            writer.write(Map.of("a", Map.of("visits", "7")), 5);
            assertThat(source.awaitConnected(PATIENT)).isTrue();
            assertThat(visits(source)).isEqualTo("7.0");
            await().atMost(PATIENT)
                    .until(() -> RedisProcesses.answer(replica, "HGET profile:a visits")
                            .contains("7@5"));

            dying.destroyForcibly().waitFor();

            await().atMost(PATIENT).until(() -> visits(source).equals("7.0"));
            assertThat(RedisProcesses.answer(replica, "INFO replication")).contains("role:master");
        }
    }

    private static String visits(RedisProfileSource source) {
        try {
            return String.valueOf(
                    source.fetch(List.of("a"), PATIENT).get("a").values().get(0).number());
        } catch (ProfileUnavailableException unavailable) {
            return String.valueOf(unavailable.getMessage());
        }
    }

    /** Makes a key and its self-signed certificate for 127.0.0.1; both as PEM. */
    private Path certificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "redis", "-keyalg", "RSA"));
        command.addAll(List.of("-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Key key = keys.getKey("redis", "changeit".toCharArray());
        pem("key.pem", "PRIVATE KEY", key.getEncoded());
        return pem(
                "certificate.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    }

    private Path pem(String file, String kind, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
