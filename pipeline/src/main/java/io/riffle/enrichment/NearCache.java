package io.riffle.enrichment;

import io.riffle.config.NearCacheConfig;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that were read a moment ago, shared by all tasks of a process. Entities without a profile are remembered as
 * well, as an empty one: new entities are the usual miss, and asking for them again and again would be the usual
 * round trip. Values keep their own event time, so a cached value ages as it does in the store.
 *
 * <p>Sets of eight, as the cache of a processor has: an entity has its place in one of them, and what was not used for the
 * longest time there makes room. Every event asks: a general cache's bookkeeping of each read cost 1.5 µs per event.
 */
public final class NearCache {
    private static final int WAYS = 8;
    private static final int LOCKS = 64;
    /** More places than entities, because sets fill unevenly. */
    private static final double SLACK = 1.3;

    private final LongSupplier nanoClock;
    private final long timeToLive;
    private final int maxEntities;
    private final int sets;
    /** One place after the other, set by set; null if it is free. */
    private final @Nullable String[] entities;

    private final @Nullable EntityProfile[] profiles;
    private final long[] written;
    /** The turn at which a place was last used. */
    private final int[] used;

    private final AtomicInteger size = new AtomicInteger();
    private final Object[] locks = new Object[LOCKS];
    /** Counts uses without a lock: which of two is the later matters within a set only, and roughly. */
    private int turn;

    /** @param nanoClock as {@link System#nanoTime}; the time to live is counted by it */
    public NearCache(NearCacheConfig config, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        timeToLive = config.ttl().toNanos();
        maxEntities = config.ttl().isZero() ? 0 : Math.max(0, config.maxEntities());
        sets = maxEntities == 0 ? 0 : (int) Math.ceil(maxEntities * SLACK / WAYS);
        entities = new String[sets * WAYS];
        profiles = new EntityProfile[sets * WAYS];
        written = new long[sets * WAYS];
        used = new int[sets * WAYS];
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** The remembered profile, or null if the store must be asked. */
    @Nullable
    EntityProfile find(String entity) {
        if (sets == 0) {
            return null;
        }
        int set = set(entity);
        synchronized (locks[set % LOCKS]) {
            int place = place(set, entity);
            if (place < 0 || nanoClock.getAsLong() - written[place] >= timeToLive) {
                return null;
            }
            used[place] = turn++;
            return profiles[place];
        }
    }

    void remember(String entity, EntityProfile profile) {
        if (sets == 0) {
            return;
        }
        int set = set(entity);
        synchronized (locks[set % LOCKS]) {
            int place = place(set, entity);
            if (place < 0) {
                place = makeRoom(set);
            }
            entities[place] = entity;
            profiles[place] = profile;
            written[place] = nanoClock.getAsLong();
            used[place] = turn++;
        }
    }

    private int set(String entity) {
        int mixed = entity.hashCode() * 0x9E3779B9;
        return (int) ((Integer.toUnsignedLong(mixed ^ (mixed >>> 15)) * sets) >>> 32);
    }

    private int place(int set, String entity) {
        for (int place = set * WAYS; place < (set + 1) * WAYS; place++) {
            if (entity.equals(entities[place])) {
                return place;
            }
        }
        return -1;
    }

    /** A free place while there may be more entities, else the one whose entity was not used for the longest time. */
    private int makeRoom(int set) {
        int oldest = -1;
        int free = -1;
        for (int place = set * WAYS; place < (set + 1) * WAYS; place++) {
            if (entities[place] == null) {
                free = place;
            } else if (oldest < 0 || used[place] - used[oldest] < 0) {
                oldest = place;
            }
        }
        boolean another = free >= 0 && (oldest < 0 || size.get() < maxEntities);
        if (another) {
            size.incrementAndGet();
        }
        return another ? free : oldest;
    }
}
