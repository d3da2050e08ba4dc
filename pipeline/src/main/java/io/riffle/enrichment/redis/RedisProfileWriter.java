package io.riffle.enrichment.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValueFormat;
import io.riffle.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes profiles in the format that {@link RedisProfileSource} reads, many at a time; for loading, not for serving. */
public final class RedisProfileWriter implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisLink link;
    private final RedisKeys keys;
    private final NewerValues newer;

    public RedisProfileWriter(Secret url, String keyPattern) {
        this(url, RedisTls.NONE, keyPattern);
    }

    public RedisProfileWriter(Secret url, RedisTls tls, String keyPattern) {
        keys = new RedisKeys(keyPattern);
        link = RedisLink.open(url, tls);
        newer = new NewerValues(link, keys);
    }

    /**
     * Sets fields of many entities; fields that are not named stay.
     *
     * @param profiles for each entity its fields' values as text
     * @param eventTime when the values became true, milliseconds since the epoch
     */
    public void write(Map<String, Map<String, String>> profiles, long eventTime) throws ProfileUnavailableException {
        RedisClusterAsyncCommands<byte[], byte[]> commands = connected().commands();
        List<RedisFuture<Long>> pending = new ArrayList<>(BATCH);
        for (Map.Entry<String, Map<String, String>> profile : profiles.entrySet()) {
            pending.add(commands.hset(keys.key(profile.getKey()), hash(profile.getValue(), eventTime)));
            if (pending.size() == BATCH) {
                await(pending);
            }
        }
        await(pending);
    }

    /**
     * Sets values of many entities, each unless a newer one of it is stored; all in one round trip. The comparison is a
     * script in Redis, so that two writers cannot overtake each other between reading and writing.
     *
     * @return how many values were set
     */
    public long writeNewer(List<ProfileUpdate> updates) throws ProfileUnavailableException {
        connected();
        CompletableFuture<Long> set = newer.send(updates);
        try {
            return set.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw refused(message(failure), failure);
        } catch (TimeoutException late) {
            throw late();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw refused("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        link.close();
    }

    private RedisLink connected() throws ProfileUnavailableException {
        try {
            link.awaitConnected(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return link;
    }

    private void await(List<? extends RedisFuture<?>> pending) throws ProfileUnavailableException {
        try {
            RedisFuture<?>[] futures = pending.toArray(new RedisFuture<?>[0]);
            if (LettuceFutures.awaitAll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, futures)) {
                pending.clear();
                return;
            }
        } catch (RedisException failure) {
            throw refused(String.valueOf(failure.getMessage()), failure);
        }
        throw late();
    }

    private ProfileUnavailableException refused(String reason, Exception cause) {
        return new ProfileUnavailableException(
                "Redis must accept profiles at " + link.address() + ": " + reason, cause);
    }

    private static String message(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private ProfileUnavailableException late() {
        return new ProfileUnavailableException(
                "Redis must accept profiles within " + PATIENCE.toSeconds() + " s (" + link.address() + ")");
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
