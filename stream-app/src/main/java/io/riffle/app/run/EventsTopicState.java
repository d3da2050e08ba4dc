package io.riffle.app.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the events topic since the start, from looks at it every few seconds: partitions that nobody reads,
 * and events that are gone before anybody read them. Their number is right but for what was read since the look before.
 */
final class EventsTopicState {
    /** Where a partition begins and ends. */
    record Span(long begin, long end) {}

    /**
     * One look.
     *
     * @param id of the topic; another one means that it was created again
     * @param committed offsets up to which the pipeline has read, asked before the spans
     * @param assigned partitions that some instance reads; null while the instances are dividing them up
     * @param own partitions that this instance reads
     */
    record Look(
            String id,
            Map<Integer, Span> spans,
            Map<Integer, Long> committed,
            @Nullable Set<Integer> assigned,
            Set<Integer> own) {}

    private final String topic;
    private final Map<Integer, Long> read = new HashMap<>();

    /** Positions in the topic that is gone, of partitions that may be read from there in the new one. */
    private final Map<Integer, Long> stale = new HashMap<>();

    private final Set<Integer> unread = new TreeSet<>();
    private @Nullable Look first;
    private String id = "";
    private boolean again;

    EventsTopicState(String topic) {
        this.topic = topic;
    }

    /** Takes the next look; gives how many offsets were skipped since the one before. */
    long after(Look now) {
        if (first == null) {
            first = now;
        } else if (!id.equals(now.id())) {
            again = true;
            stale.putAll(read);
            read.clear();
        }
        id = now.id();
        countUnread(first, now);
        long skipped = 0;
        for (Map.Entry<Integer, Span> partition : now.spans().entrySet()) {
            skipped += skipped(partition.getKey(), partition.getValue(), now);
        }
        return skipped;
    }

    private void countUnread(Look start, Look now) {
        Set<Integer> assigned = now.assigned();
        if (assigned != null) {
            unread.clear();
            now.spans().keySet().stream()
                    .filter(partition -> !start.spans().containsKey(partition) && !assigned.contains(partition))
                    .forEach(unread::add);
        }
    }

    private long skipped(int partition, Span span, Look now) {
        Long committed = now.committed().get(partition);
        Long gone = stale.get(partition);
        if (gone != null) {
            return committed == null ? 0 : skippedAtNewBegin(partition, span, committed, gone);
        }
        Long before = read.get(partition);
        if (committed != null) {
            read.merge(partition, committed, Math::max);
        }
        if (before == null || before >= span.begin() || !now.own().contains(partition)) {
            return 0;
        }
        read.merge(partition, span.begin(), Math::max);
        return span.begin() - before;
    }

    /** A consumer goes on at the old position as soon as the new partition has grown so far, else at its beginning. */
    private long skippedAtNewBegin(int partition, Span span, long committed, long gone) {
        if (committed >= gone && span.end() < gone) {
            return 0;
        }
        stale.remove(partition);
        read.put(partition, committed);
        return committed < gone ? 0 : Math.max(0, gone - span.begin());
    }

    /** Partitions that nobody reads. */
    Set<Integer> unread() {
        return Set.copyOf(unread);
    }

    /** What an operator must do something about, in words. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!unread.isEmpty()) {
            problems.add("every partition of " + topic + " must be read: " + unread
                    + " were added after the start and are not");
        }
        if (again) {
            problems.add(topic + " must stay while it is read: it was deleted and created again");
        }
        return problems;
    }
}
