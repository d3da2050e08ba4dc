package io.riffle.app.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The moments of the last minute, the latest first. Not thread-safe. */
final class Moments {
    private final long keptMillis;
    private final Deque<Moment> moments = new ArrayDeque<>();

    Moments(long keptMillis) {
        this.keptMillis = keptMillis;
    }

    void add(Moment moment) {
        moments.addFirst(moment);
        while (moments.size() > 2 && moments.getLast().atMillis() < moment.atMillis() - keptMillis) {
            moments.removeLast();
        }
    }

    boolean isEmpty() {
        return moments.isEmpty();
    }

    Moment latest() {
        return moments.getFirst();
    }

    /** The youngest moment that is at least that much older than the latest, or the oldest there is. */
    Moment before(long milliseconds) {
        Moment found = moments.getLast();
        for (Iterator<Moment> oldest = moments.descendingIterator(); oldest.hasNext(); ) {
            Moment each = oldest.next();
            if (latest().atMillis() - each.atMillis() < milliseconds) {
                break;
            }
            found = each;
        }
        return found;
    }
}
