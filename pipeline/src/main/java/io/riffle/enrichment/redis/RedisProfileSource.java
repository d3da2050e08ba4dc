package io.riffle.enrichment.redis;

import io.riffle.config.ProfileConfig;
import io.riffle.config.ProfileField;
import io.riffle.config.ProfileLayout;
import io.riffle.config.RedisTls;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileSource;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.metrics.FeatureMetrics;
import io.riffle.settings.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Profiles from Redis. A batch is one HMGET (of hashes) or GET (of strings) per entity, written in one go: one round trip.
 * The alternatives were a script (one reply, but it blocks the server for the whole batch and needs permissions that a
 * reader should not have) and MGET (but in a cluster the keys of a batch are on several nodes).
 *
 * <p>One connection (in a cluster: one to each node) serves all tasks: commands of several batches mix on it without waiting
 * for each other.
 */
public final class RedisProfileSource implements ProfileSource {
    /** Is told of pages of entities. */
    public interface Pages {
        /** Takes a page that is not empty; false if no more are wanted. */
        boolean take(List<String> entities) throws ProfileUnavailableException;
    }

    private final RedisLink link;
    private final RedisKeys keys;
    private final ProfileLayout layout;
    private final int fields;
    private final MalformedValues malformed;
    private final Question question;
    private final LargeEntities large = new LargeEntities();

    /** Returns at once and connects in the background; Redis may be down. */
    public RedisProfileSource(ProfileConfig config, FeatureMetrics metrics) {
        this(config, config.fields(), metrics);
    }

    /** Reads other fields than the profile's own. */
    public RedisProfileSource(ProfileConfig config, List<ProfileField> fields, FeatureMetrics metrics) {
        this(config.redis(), config.tls(), config.key(), config.layout(), fields, metrics);
    }

    /** Hashes of a server without TLS of its own. */
    public RedisProfileSource(Secret url, String keyPattern, List<ProfileField> fields) {
        this(url, RedisTls.NONE, keyPattern, fields);
    }

    /** Hashes. */
    public RedisProfileSource(Secret url, RedisTls tls, String keyPattern, List<ProfileField> fields) {
        this(url, tls, keyPattern, ProfileLayout.HASH, fields, FeatureMetrics.NONE);
    }

    private RedisProfileSource(
            Secret url,
            RedisTls tls,
            String keyPattern,
            ProfileLayout layout,
            List<ProfileField> fields,
            FeatureMetrics metrics) {
        this.layout = layout;
        this.fields = fields.size();
        keys = new RedisKeys(keyPattern);
        HashFields declared = new HashFields(fields);
        malformed = new MalformedValues(declared, metrics);
        question = new Question(layout, declared, malformed, large);
        link = RedisLink.open(url, tls);
    }

    /** Waits until there is a first connection; false when there is none in time. */
    public boolean awaitConnected(Duration timeout) throws InterruptedException {
        return link.awaitConnected(timeout);
    }

    @Override
    public Map<String, EntityProfile> fetch(List<String> entities, Duration deadline)
            throws ProfileUnavailableException {
        List<ProfileCommand> commands = commands(
                entities.stream().filter(entity -> !large.contains(entity)).toList());
        for (RedisNode.Share<ProfileCommand> share : link.byNode(commands, ProfileCommand::key)) {
            share.node().dispatch(share.items());
        }
        await(commands, deadline);
        Map<String, EntityProfile> profiles = new HashMap<>(commands.size() * 2);
        Map<String, String> elsewhere = read(commands, profiles);
        if (!elsewhere.isEmpty()) {
            follow(elsewhere, deadline, profiles);
        }
        return profiles;
    }

    /**
     * All entities with a profile, a page at a time, without stopping Redis for longer than a page takes. One that is there
     * all the while is seen; it may be seen twice where Redis grows or shrinks meanwhile.
     *
     * @param pages told of each page; false ends the walk
     */
    public void entities(Duration patience, Pages pages) throws ProfileUnavailableException {
        new EntityScan(link, keys, patience).run(pages);
    }

    /**
     * Whether the keys that there are hold what the layout says, as far as some of them tell.
     *
     * @return what is wrong, if none of those that were looked at does
     */
    public Optional<String> mismatch(Duration patience) throws ProfileUnavailableException {
        return new LayoutSample(this, link, keys, patience).mismatch();
    }

    /**
     * What is wrong with an entity whose profile is unreadable.
     *
     * @return that its key must hold what the layout says, and what it holds
     */
    public String unreadable(String entity, Duration patience) throws ProfileUnavailableException {
        return new LayoutSample(this, link, keys, patience).unreadable(entity);
    }

    ProfileLayout layout() {
        return layout;
    }

    @Override
    public void renew() {
        link.renew();
    }

    @Override
    public void close() {
        link.close();
    }

    private List<ProfileCommand> commands(List<String> entities) {
        CountDownLatch outstanding = new CountDownLatch(entities.size());
        List<ProfileCommand> commands = new ArrayList<>(entities.size());
        for (String entity : entities) {
            ProfileOutput answer = question.answer(entity);
            commands.add(new ProfileCommand(answer, keys.key(entity), question, outstanding));
        }
        return commands;
    }

    /** A cluster's slots have moved: a second round trip, with as much time again, for the entities that moved. */
    private void follow(Map<String, String> moved, Duration deadline, Map<String, EntityProfile> profiles)
            throws ProfileUnavailableException {
        List<ProfileCommand> commands = commands(List.copyOf(moved.keySet()));
        for (ProfileCommand command : commands) {
            String answer = moved.getOrDefault(command.answer().entity(), "");
            link.follow(answer, command);
        }
        await(commands, deadline);
        Map<String, String> lost = read(commands, profiles);
        if (!lost.isEmpty()) {
            throw new ProfileUnavailableException("Redis must know where its keys are: " + link.address()
                    + " sends on those of " + lost.size() + " entities");
        }
    }

    /** A command that is late is cancelled: its answer is read and thrown away when it comes after all. */
    private void await(List<ProfileCommand> commands, Duration deadline) throws ProfileUnavailableException {
        if (commands.isEmpty()) {
            return;
        }
        CountDownLatch outstanding = commands.get(0).outstanding();
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
        commands.forEach(ProfileCommand::cancel);
        throw new ProfileUnavailableException("Redis must answer within " + deadline.toMillis() + " ms: " + late
                + " of " + commands.size() + " profiles did not come (" + link.address() + ")");
    }

    /** Adds the answers; returns the entities whose key is on another node, with what the asked one said. */
    private Map<String, String> read(List<ProfileCommand> commands, Map<String, EntityProfile> profiles)
            throws ProfileUnavailableException {
        Map<String, String> elsewhere = Map.of();
        for (ProfileCommand command : commands) {
            ProfileOutput answer = command.answer();
            if (command.isImpossible()) {
                link.renew();
                throw new ProfileUnavailableException("Redis must answer what it is asked at " + link.address()
                        + ": an answer cannot be one, the connection is opened again");
            }
            String error = command.error();
            if (error != null && RedisLink.isElsewhere(error)) {
                elsewhere = elsewhere.isEmpty() ? new HashMap<>() : elsewhere;
                elsewhere.put(answer.entity(), error);
                continue;
            }
            EntityProfile profile =
                    isOfAnotherType(answer.entity(), error) ? EntityProfile.unreadable(fields) : answer.profile();
            if (profile != null) {
                profiles.put(answer.entity(), profile);
            }
        }
        return elsewhere;
    }

    /**
     * One key of another type is that entity's problem. Every other error (no permission, still loading, connection
     * lost) concerns the store.
     */
    private boolean isOfAnotherType(String entity, @Nullable String error) throws ProfileUnavailableException {
        if (error == null) {
            return false;
        }
        if (error.startsWith("WRONGTYPE")) {
            String layout = this.layout == ProfileLayout.HASH ? "hash" : "string";
            malformed.entity(entity, "the key must hold a " + layout + ", and does not");
            return true;
        }
        throw new ProfileUnavailableException("Redis must answer at " + link.address() + ": " + error);
    }
}
