package io.riffle.enrichment.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.RedisTls;
import io.riffle.config.Secret;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Profiles from Redis hashes. A batch is one HMGET per entity, written in one go: one round trip. The alternatives were
 * a script (one reply, but it blocks the server for the whole batch and needs permissions that a reader should not
 * have) and one JSON value per entity with MGET (faster, but then writers must read, change and write whole profiles).
 *
 * <p>One connection serves all tasks: commands of several batches mix on it without waiting for each other.
 */
public final class RedisProfileSource implements ProfileSource {
    private final RedisConnector connector;
    private final RedisKeys keys;
    private final HashFields fields;
    private final MalformedValues malformed;

    /** Returns at once and connects in the background; Redis may be down. */
    public RedisProfileSource(ProfileConfig config) {
        this(config.redis(), config.tls(), config.key(), config.fields());
    }

    public RedisProfileSource(Secret url, String keyPattern, List<ProfileField> fields) {
        this(url, RedisTls.NONE, keyPattern, fields);
    }

    RedisProfileSource(Secret url, RedisTls tls, String keyPattern, List<ProfileField> fields) {
        this.keys = new RedisKeys(keyPattern);
        this.fields = new HashFields(fields);
        this.malformed = new MalformedValues(this.fields);
        this.connector = new RedisConnector(url, tls);
    }

    /** Waits until there is a first connection; false when there is none in time. */
    public boolean awaitConnected(Duration timeout) throws InterruptedException {
        return connector.awaitConnected(timeout);
    }

    @Override
    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline)
            throws ProfileUnavailableException {
        StatefulRedisConnection<byte[], byte[]> connection = connector.connection();
        if (connection == null) {
            throw new ProfileUnavailableException("Redis must be reachable at " + connector.address() + ": it is not");
        }
        CountDownLatch outstanding = new CountDownLatch(entities.size());
        List<HashCommand> commands = new ArrayList<>(entities.size());
        for (String entity : entities) {
            HashOutput answer = new HashOutput(entity, fields, malformed);
            commands.add(new HashCommand(answer, keys.key(entity), fields, outstanding));
        }
        connector.inputOutput().execute(() -> dispatch(connection, commands));
        await(outstanding, commands, deadline);
        return profiles(commands);
    }

    @Override
    public void close() {
        connector.close();
    }

    /** What is refused here must be seen by the one who waits, not by the thread that it happens in. */
    private static void dispatch(StatefulRedisConnection<byte[], byte[]> connection, List<HashCommand> commands) {
        try {
            connection.dispatch(commands);
        } catch (RuntimeException refused) {
            commands.forEach(command -> command.completeExceptionally(refused));
        }
    }

    /** A command that is late is cancelled: its answer is read and thrown away when it comes after all. */
    private void await(CountDownLatch outstanding, List<HashCommand> commands, Duration deadline)
            throws ProfileUnavailableException {
        boolean answered = false;
        try {
            answered = outstanding.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (answered) {
            return;
        }
        long late = outstanding.getCount();
        commands.forEach(HashCommand::cancel);
        throw new ProfileUnavailableException("Redis must answer within " + deadline.toMillis() + " ms: " + late
                + " of " + commands.size() + " profiles did not come (" + connector.address() + ")");
    }

    private Map<String, EntityProfile> profiles(List<HashCommand> commands) throws ProfileUnavailableException {
        Map<String, EntityProfile> profiles = new HashMap<>(commands.size() * 2);
        for (HashCommand command : commands) {
            HashOutput answer = command.answer();
            requireAnswer(command);
            EntityProfile profile = answer.profile();
            if (profile != null) {
                profiles.put(answer.entity(), profile);
            }
        }
        return profiles;
    }

    /**
     * One key of another type is that entity's problem. Every other error (no permission, still loading, connection
     * lost) concerns the store.
     */
    private void requireAnswer(HashCommand command) throws ProfileUnavailableException {
        Throwable failure = command.failure();
        String error = failure == null ? command.answer().getError() : String.valueOf(failure.getMessage());
        if (error == null) {
            return;
        }
        if (error.startsWith("WRONGTYPE")) {
            malformed.reportNotAHash(command.answer().entity());
            return;
        }
        throw new ProfileUnavailableException("Redis must answer at " + connector.address() + ": " + error);
    }
}
