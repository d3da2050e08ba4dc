package io.riffle.scoring;

import io.riffle.metrics.ModelMetrics;
import io.riffle.model.deployment.Deployment;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task's open runs, one per variant and version. A run keeps its version loaded: {@link #retain} closes those of
 * versions that are not in use any more. Not thread-safe.
 */
final class OpenRuns implements AutoCloseable {
    /** A run with its counters. */
    record Opened(Scorer.Run run, ModelMetrics.Variant metrics) {}

    private final ModelMetrics metrics;
    private final Map<ActiveModels.Lane, Opened> open = new HashMap<>();
    private @Nullable Deployment latest;

    OpenRuns(ModelMetrics metrics) {
        this.metrics = metrics;
    }

    /** The lane's run, for batches of up to {@code rows} rows without growing. */
    Opened of(ActiveModels.Lane lane, int rows) {
        Opened opened = open.get(lane);
        if (opened == null) {
            Scorer scorer = lane.scorer();
            opened = new Opened(scorer.open(rows), metrics.of(scorer.model(), scorer.version(), lane.variant()));
            open.put(lane, opened);
        }
        return opened;
    }

    /** Closes what is not in use any more; costs a comparison if nothing was deployed. */
    void retain(ActiveModels models) {
        if (models.deployment().equals(latest)) {
            return;
        }
        latest = models.deployment();
        for (Iterator<Map.Entry<ActiveModels.Lane, Opened>> each =
                        open.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<ActiveModels.Lane, Opened> entry = each.next();
            if (!models.lanes().contains(entry.getKey()) && !models.shadows().contains(entry.getKey())) {
                entry.getValue().run().close();
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
