package io.riffle.model.canary;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What canary and champion said about rows whose truth may still come. The oldest are forgotten, and all of them where other
 * versions are compared. Not thread-safe.
 */
public final class ComparedRows {
    /** Some 20 MB where event ids are short. */
    static final int MOST = 100_000;

    /** Both answers to a row. */
    public record Row(String entity, Answer canary, Answer champion) {}

    private final Map<String, Row> rows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
            return size() > MOST;
        }
    };

    private String versions = "";

    /** To be called before rows are added. */
    public void compare(String canary, String champion) {
        String pair = canary + " " + champion;
        if (!pair.equals(versions)) {
            rows.clear();
            versions = pair;
        }
    }

    /** Remembers a row. */
    public void add(String eventId, Row row) {
        rows.put(eventId, row);
    }

    /** The row of an event, once; null if it is not known. */
    public @Nullable Row take(String eventId) {
        return rows.remove(eventId);
    }
}
