package io.riffle.enrichment.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.riffle.config.ProfileLayout;
import io.riffle.enrichment.EntityProfile;
import io.riffle.enrichment.ProfileUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at some of the keys that there are. If none of them can be read, the layout is wrong and not a key; if some can, it
 * is the others that are, and the pipeline must start all the same.
 */
final class LayoutSample {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutSample.class);
    private static final int MOST_ENTITIES = 100;

    private final RedisProfileSource source;
    private final RedisLink link;
    private final RedisKeys keys;
    private final Duration patience;

    LayoutSample(RedisProfileSource source, RedisLink link, RedisKeys keys, Duration patience) {
        this.source = source;
        this.link = link;
        this.keys = keys;
        this.patience = patience;
    }

    Optional<String> mismatch() throws ProfileUnavailableException {
        Set<String> entities = new LinkedHashSet<>();
        EntityScan.some(link, keys, patience).run(page -> {
            page.stream().limit(MOST_ENTITIES - entities.size()).forEach(entities::add);
            return entities.size() < MOST_ENTITIES;
        });
        Map<String, EntityProfile> profiles = source.fetch(List.copyOf(entities), patience);
        List<String> unreadable = new ArrayList<>();
        profiles.forEach((entity, profile) -> {
            if (profile.isUnreadable()) {
                unreadable.add(entity);
            }
        });
        if (unreadable.isEmpty()) {
            return Optional.empty();
        }
        String problem = unreadable(unreadable.get(0));
        if (unreadable.size() < entities.size()) {
            LOG.warn("{} ({} of {} keys that were looked at)", problem, unreadable.size(), entities.size());
            return Optional.empty();
        }
        return Optional.of(problem + " (so are all " + entities.size() + " keys that were looked at)");
    }

    String unreadable(String entity) throws ProfileUnavailableException {
        byte[] key = keys.key(entity);
        String type = type(key);
        String layout = source.layout().name().toLowerCase(Locale.ROOT);
        boolean text = type.equals("string") && source.layout() == ProfileLayout.JSON;
        return "profile.layout must say what is stored: it is " + layout + ", and the key " + keys.shown(entity)
                + " is a " + type + (text ? " without a JSON object" : "");
    }

    private String type(byte[] key) throws ProfileUnavailableException {
        try {
            return LettuceFutures.awaitOrCancel(link.commands().type(key), patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RedisException refused) {
            return "key of another type";
        }
    }
}
