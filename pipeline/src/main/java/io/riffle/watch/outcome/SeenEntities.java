package io.riffle.watch.outcome;

import io.riffle.hash.TextHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entities that experiments have met, by variant, and by variant under the weights of the time: 8 bytes each in the log,
 * up to 32 in memory. They are remembered for as long as their experiment runs, unlike events: an entity that was
 * forgotten in between would be counted twice, the more often the longer the experiment, and the sample ratio with it. An
 * experiment without events for {@code outcomes.retention} is over and forgotten.
 */
final class SeenEntities {
    /** Entities of one chunk at most: a frame may have many. */
    private static final int PART = 4_096;

    private final ChunkLog<Long> log;
    private final Map<String, LongMap> seen = new HashMap<>();
    private final Map<String, Long> latest = new HashMap<>();
    /** Whose chunk each one in the log is. */
    private final TreeMap<Long, String> chunks = new TreeMap<>();

    private final List<Long> fresh = new ArrayList<>();

    /** Takes up what the log holds. */
    SeenEntities(ChunkLog<Long> log) {
        this.log = log;
        log.forEach((number, chunk) -> {
            if (chunk instanceof SeenChunk of) {
                chunks.put(number, of.experiment());
                latest.merge(of.experiment(), of.storedAt(), Math::max);
                of.rows().forEach(hash -> map(of.experiment()).put(hash, 1));
            }
        });
    }

    /** Whether this is the entity's first event of its experiment's variant. */
    boolean add(ScoredEvent event) {
        return event.experiment() != null && add(event.experiment(), event.variant() + ' ' + event.entity());
    }

    /** Whether it is the first one under these weights: entities may have moved when they changed. */
    boolean add(ScoredEvent event, ExperimentPhase phase) {
        return add(phase.experiment(), phase.key() + ' ' + event.variant() + ' ' + event.entity());
    }

    private boolean add(String experiment, String what) {
        long hash = TextHash.of(experiment + ' ' + what);
        boolean first = map(experiment).put(hash, 1) == LongMap.NONE;
        if (first) {
            fresh.add(hash);
        }
        return first;
    }

    /** A frame of an experiment, or of none, has been added: keeps what was new in it. */
    void keep(@Nullable String experiment, long time) {
        if (experiment == null) {
            return;
        }
        latest.merge(experiment, time, Math::max);
        for (int from = 0; from < fresh.size(); from += PART) {
            chunks.put(log.nextNumber(), experiment);
            log.append(new SeenChunk(time, experiment, fresh.subList(from, Math.min(fresh.size(), from + PART))));
        }
        fresh.clear();
    }

    /** Forgets experiments without events since then. */
    void forgetBefore(long time) {
        latest.values().removeIf(last -> last < time);
        seen.keySet().retainAll(latest.keySet());
        while (!chunks.isEmpty() && !seen.containsKey(chunks.firstEntry().getValue())) {
            chunks.pollFirstEntry();
            log.deleteOldest();
        }
    }

    private LongMap map(String experiment) {
        return seen.computeIfAbsent(experiment, absent -> new LongMap());
    }
}
