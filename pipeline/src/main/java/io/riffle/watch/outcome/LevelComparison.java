package io.riffle.watch.outcome;

import io.riffle.stats.PerformanceChange;
import java.util.List;

/**
 * A window beside the level before it.
 *
 * @param since when that level began, milliseconds since the epoch
 * @param confirmed whether this window confirms another change: it and the one before differ from the level in the same way
 * @param changes of each measure that both have
 */
record LevelComparison(long since, boolean confirmed, List<PerformanceChange> changes) {
    LevelComparison {
        changes = List.copyOf(changes);
    }
}
