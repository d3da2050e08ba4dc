package io.riffle.enrichment.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.riffle.config.RedisTls;
import io.riffle.config.Secret;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.ProfileUpdate;
import io.riffle.enrichment.ProfileValueFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Writes profiles in the format that {@link RedisProfileSource} reads, many at a time; for loading, not for serving. */
public final class RedisProfileWriter implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Sets the fields whose stored value is not newer; without a readable time it is of unknown age and gives way. */
    private static final byte[] SET_NEWER = utf8("""
            local set = 0
            for i = 2, #ARGV, 2 do
              local stored = redis.call('HGET', KEYS[1], ARGV[i])
              local time = stored and string.match(stored, '@(%d+)$')
              if not time or #time > 18 or tonumber(time) <= tonumber(ARGV[1]) then
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
                set = set + 1
              end
            end
            return set
            """);

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

    /**
     * Sets values of many entities, each unless a newer one of it is stored; all in one round trip. The comparison is a
     * script in Redis, so that two writers cannot overtake each other between reading and writing.
     *
     * @return how many values were set
     */
    public long writeNewer(List<ProfileUpdate> updates) throws ProfileUnavailableException {
        RedisAsyncCommands<byte[], byte[]> commands = connection().async();
        List<RedisFuture<?>> pending = new ArrayList<>(updates.size() + 1);
        pending.add(commands.scriptLoad(SET_NEWER)); // each time: Redis may have been restarted since the last
        String digest = commands.digest(SET_NEWER);
        LongAdder set = new LongAdder();
        for (ProfileUpdate update : updates) {
            byte[][] key = {keys.key(update.entity())};
            RedisFuture<Long> answer = commands.evalsha(digest, ScriptOutputType.INTEGER, key, arguments(update));
            answer.thenAccept(set::add);
            pending.add(answer);
        }
        await(pending);
        return set.sum();
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

    private void await(List<? extends RedisFuture<?>> pending) throws ProfileUnavailableException {
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

    private static byte[][] arguments(ProfileUpdate update) {
        List<byte[]> arguments = new ArrayList<>(1 + 2 * update.values().size());
        arguments.add(utf8(Long.toString(update.eventTime())));
        update.values().forEach((name, text) -> {
            arguments.add(utf8(name));
            arguments.add(utf8(ProfileValueFormat.format(text, update.eventTime())));
        });
        return arguments.toArray(new byte[0][]);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
