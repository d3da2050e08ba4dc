package io.riffle.app.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last ten minutes, second by second while somebody watches: what the charts begin with. Thread-safe. */
final class History {
    private static final long KEPT_MILLIS = 600_000;

    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(long atMillis, Map<String, @Nullable Object> figures) {}

    /** @param second as {@link Snapshot#lastSecond} gives it */
    synchronized void add(long atMillis, Map<String, @Nullable Object> second) {
        points.add(new Point(atMillis, second));
        while (points.getFirst().atMillis() < atMillis - KEPT_MILLIS) {
            points.remove();
        }
    }

    /** One list per figure, oldest first. */
    synchronized Map<String, List<@Nullable Object>> columns() {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (Point point : points) {
            columns.computeIfAbsent("at_ms", absent -> new ArrayList<>()).add(point.atMillis());
            point.figures()
                    .forEach((name, value) -> columns.computeIfAbsent(name, absent -> new ArrayList<>())
                            .add(value));
        }
        return columns;
    }
}
