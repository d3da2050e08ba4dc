package io.riffle.scoring;

import io.riffle.metrics.ModelMetrics;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One task's open runs, one per variant and shadow. A run keeps its version loaded; it is closed when another version
 * takes the variant, and by {@link #retain} where the variant has gone. Not thread-safe.
 */
final class OpenRuns implements AutoCloseable {
    /** A run with its scorer and its counters. */
    record Opened(Scorer scorer, Scorer.Run run, ModelMetrics.Variant metrics) {}

    private final ModelMetrics metrics;
    private final Map<String, Opened> open = new HashMap<>();

    OpenRuns(ModelMetrics metrics) {
        this.metrics = metrics;
    }

    /** The lane's run, for batches of up to {@code rows} rows without growing. */
    Opened of(ActiveModels.Lane lane, int rows) {
        Opened opened = open.get(lane.variant());
        if (opened != null && opened.scorer() == lane.scorer()) {
            return opened;
        }
        Scorer scorer = lane.scorer();
        Opened fresh =
                new Opened(scorer, scorer.open(rows), metrics.of(scorer.model(), scorer.version(), lane.variant()));
        Opened before = open.put(lane.variant(), fresh);
        if (before != null) {
            before.run().close();
        }
        return fresh;
    }

    /** Closes the runs of versions that are not in use any more. */
    void retain(ActiveModels models) {
        if (open.isEmpty()) {
            return;
        }
        Set<Scorer> used = Stream.concat(models.lanes().stream(), models.shadows().stream())
                .map(ActiveModels.Lane::scorer)
                .collect(Collectors.toSet());
        for (Iterator<Opened> each = open.values().iterator(); each.hasNext(); ) {
            Opened opened = each.next();
            if (!used.contains(opened.scorer())) {
                opened.run().close();
                each.remove();
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(opened -> opened.run().close());
        open.clear();
    }
}
