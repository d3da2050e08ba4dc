package io.riffle.enrichment.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.riffle.config.RedisTls;
import io.riffle.config.Secret;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes profiles in the format that {@link RedisProfileSource} reads, many at a time; for loading, not for serving. */
public final class RedisProfileWriter implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisConnector connector;
    private final RedisKeys keys;

    public RedisProfileWriter(Secret url, String keyPattern) {
        this(url, RedisTls.NONE, keyPattern);
    }

    public RedisProfileWriter(Secret url, RedisTls tls, String keyPattern) {
        keys = new RedisKeys(keyPattern);
        connector = new RedisConnector(url, tls);
    }

    /**
     * Sets fields of many entities; fields that are not named stay.
     *
     * @param profiles for each entity its fields' values as text
     * @param eventTime when the values became true, milliseconds since the epoch
     */
    public void write(Map<String, Map<String, String>> profiles, long eventTime) throws ProfileUnavailableException {
        RedisAsyncCommands<byte[], byte[]> commands = connection().async();
        List<RedisFuture<Long>> pending = new ArrayList<>(BATCH);
        for (Map.Entry<String, Map<String, String>> profile : profiles.entrySet()) {
            pending.add(commands.hset(keys.key(profile.getKey()), hash(profile.getValue(), eventTime)));
            if (pending.size() == BATCH) {
                await(pending);
            }
        }
        await(pending);
    }

    @Override
    public void close() {
        connector.close();
    }

    private StatefulRedisConnection<byte[], byte[]> connection() throws ProfileUnavailableException {
        try {
            connector.awaitConnected(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        StatefulRedisConnection<byte[], byte[]> connection = connector.connection();
        if (connection == null) {
            throw new ProfileUnavailableException("Redis must be reachable at " + connector.address() + ": it is not");
        }
        return connection;
    }

    private void await(List<RedisFuture<Long>> pending) throws ProfileUnavailableException {
        try {
            RedisFuture<?>[] futures = pending.toArray(new RedisFuture<?>[0]);
            if (LettuceFutures.awaitAll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, futures)) {
                pending.clear();
                return;
            }
        } catch (RedisException failure) {
            throw new ProfileUnavailableException(
                    "Redis must accept profiles at " + connector.address() + ": " + failure.getMessage(), failure);
        }
        throw new ProfileUnavailableException(
                "Redis must accept profiles within " + PATIENCE.toSeconds() + " s (" + connector.address() + ")");
    }

    private static Map<byte[], byte[]> hash(Map<String, String> fields, long eventTime) {
        IdentityHashMap<byte[], byte[]> hash = new IdentityHashMap<>(); // the client only walks through it
        fields.forEach((name, text) -> hash.put(utf8(name), utf8(ProfileValueFormat.format(text, eventTime))));
        return hash;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
