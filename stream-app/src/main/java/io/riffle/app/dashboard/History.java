package io.riffle.app.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last ten minutes, second by second: what the charts begin with. Thread-safe. */
final class History {
    private static final int KEPT = 600;

    private final Deque<Map<String, @Nullable Object>> points = new ArrayDeque<>();

    /** @param second as {@link Snapshot#lastSecond} gives it */
    synchronized void add(long atMillis, Map<String, @Nullable Object> second) {
        Map<String, @Nullable Object> point = new LinkedHashMap<>();
        point.put("at_ms", atMillis);
        point.putAll(second);
        points.add(point);
        if (points.size() > KEPT) {
            points.remove();
        }
    }

    /** One list per figure, oldest first. */
    synchronized Map<String, List<@Nullable Object>> columns() {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> point : points) {
            point.forEach((name, value) ->
                    columns.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
        }
        return columns;
    }
}
