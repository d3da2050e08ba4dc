package io.riffle.enrichment.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.riffle.enrichment.ProfileUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Walks over all entities with SCAN, one server after the other. KEYS would stop a server until it had seen them all. */
final class EntityScan {
    private static final int PAGE = 1_000;
    private static final int FEW_PAGES = 20;

    private final RedisLink link;
    private final RedisKeys keys;
    private final Duration patience;
    private final int mostPages;

    /** Of all keys that there are. */
    EntityScan(RedisLink link, RedisKeys keys, Duration patience) {
        this(link, keys, patience, Integer.MAX_VALUE);
    }

    private EntityScan(RedisLink link, RedisKeys keys, Duration patience, int mostPages) {
        this.link = link;
        this.keys = keys;
        this.patience = patience;
        this.mostPages = mostPages;
    }

    /** Of the first keys of each server: in a store of others' keys there may be none of ours for a long time. */
    static EntityScan some(RedisLink link, RedisKeys keys, Duration patience) {
        return new EntityScan(link, keys, patience, FEW_PAGES);
    }

    /** @param pages told of each page that is not empty; false ends the walk */
    void run(RedisProfileSource.Pages pages) throws ProfileUnavailableException {
        for (RedisNode node : link.nodes()) {
            if (!walk(node, pages)) {
                return;
            }
        }
    }

    private boolean walk(RedisNode node, RedisProfileSource.Pages pages) throws ProfileUnavailableException {
        ScanArgs matching = ScanArgs.Builder.limit(PAGE).match(keys.pattern().getBytes(StandardCharsets.UTF_8));
        ScanCursor cursor = ScanCursor.INITIAL;
        for (int pagesSeen = 0; pagesSeen < mostPages && !cursor.isFinished(); pagesSeen++) {
            KeyScanCursor<byte[]> page = answer(node.connection().async().scan(cursor, matching));
            List<String> entities = page.getKeys().stream().map(keys::entity).toList();
            if (!entities.isEmpty() && !pages.take(entities)) {
                return false;
            }
            cursor = page;
        }
        return true;
    }

    private KeyScanCursor<byte[]> answer(RedisFuture<KeyScanCursor<byte[]>> future) throws ProfileUnavailableException {
        try {
            return LettuceFutures.awaitOrCancel(future, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RedisException failure) {
            throw new ProfileUnavailableException(
                    "Redis must answer at " + link.address() + ": " + failure.getMessage(), failure);
        }
    }
}
