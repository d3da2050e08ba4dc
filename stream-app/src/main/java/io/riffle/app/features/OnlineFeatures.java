package io.riffle.app.features;

import io.riffle.config.ProfileField;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileLayoutException;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.redis.RedisProfileSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at stored features as a model would see them: the command line and HTTP ask the same questions here. Reads with the
 * code that serves.
 */
public final class OnlineFeatures implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<ProfileField> fields;
    private final RedisProfileSource source;

    /**
     * Connects in the background.
     *
     * @param fields what is stored
     * @param source that reads exactly these, in this order
     */
    public OnlineFeatures(List<ProfileField> fields, RedisProfileSource source) {
        this.fields = List.copyOf(fields);
        this.source = source;
    }

    /**
     * What there is of an entity; empty if nothing is.
     *
     * @throws ProfileLayoutException if something else is stored than the layout says
     */
    public Optional<EntityFeatures> entity(String entity, Instant at) throws ProfileUnavailableException {
        connected();
        EntityProfile profile = source.fetch(List.of(entity), PATIENCE).get(entity);
        if (profile == null) {
            return Optional.empty();
        }
        if (profile.isUnreadable()) {
            throw new ProfileLayoutException(source.unreadable(entity, PATIENCE));
        }
        List<StoredValue> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            values.add(StoredValue.of(fields.get(i), profile.values().get(i), at));
        }
        return Optional.of(new EntityFeatures(entity, at, values));
    }

    /**
     * What there is of a feature, over all entities with at least one stored feature; empty if no stored feature has this
     * name.
     *
     * @param most entities to look at; there may be some more, for they come in pages
     */
    public Optional<FeatureStatistics> stats(String name, Instant at, long most) throws ProfileUnavailableException {
        int index = names().indexOf(name);
        if (index < 0) {
            return Optional.empty();
        }
        connected();
        FeatureStatistics statistics = new FeatureStatistics(fields.get(index), at);
        source.entities(PATIENCE, page -> {
            if (statistics.entities() >= most) {
                statistics.cut();
                return false;
            }
            read(page, index, statistics);
            return true;
        });
        return Optional.of(statistics);
    }

    /** What is stored. */
    public List<String> names() {
        return fields.stream().map(ProfileField::name).toList();
    }

    @Override
    public void close() {
        source.close();
    }

    /** A key that is no profile, or a hash without any of our fields, is somebody else's. */
    private void read(List<String> page, int index, FeatureStatistics statistics) throws ProfileUnavailableException {
        Set<String> once = new HashSet<>(page); // a page may name a key twice
        Map<String, EntityProfile> profiles = source.fetch(List.copyOf(once), PATIENCE);
        profiles.values().stream()
                .filter(profile -> !profile.isUnreadable())
                .forEach(profile -> statistics.add(profile.values().get(index)));
    }

    private void connected() throws ProfileUnavailableException {
        try {
            source.awaitConnected(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProfileUnavailableException("connecting to Redis was interrupted", interrupted);
        }
    }
}
