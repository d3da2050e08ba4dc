package io.riffle.topology;

import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.watch.drift.DriftJudge;
import io.riffle.watch.drift.DriftLayouts;
import io.riffle.watch.drift.DriftProcessor;
import io.riffle.watch.drift.SequenceProcessor;

/** What a pipeline with {@code drift} has more: counting behind the score, and what {@link WindowStages} adds to it. */
final class DriftStages {
    private final DriftConfig config;
    private final Adapters adapters;
    private final DriftLayouts layouts;

    DriftStages(Pipeline pipeline, DriftConfig config, Adapters adapters) {
        this.config = config;
        this.adapters = adapters;
        layouts = new DriftLayouts(adapters.watch().references(), pipeline.schema(), config);
    }

    DriftProcessor counter(String next) {
        return new DriftProcessor(config, layouts, adapters.watch().drift(), next, NodeNames.WINDOW_PARTS);
    }

    /** Watches rows in order; only where detectors are declared. */
    SequenceProcessor watcher(String next) {
        return new SequenceProcessor(config, layouts, next, NodeNames.SEQUENCE_SIGNALS);
    }

    boolean watchesRows() {
        return config.watchesRows();
    }

    WindowStages.Counting counting() {
        return new WindowStages.Counting(
                NodeNames.COUNT_DRIFT,
                DriftProcessor.store(),
                new DriftJudge(config, layouts, NodeNames.DRIFT_REPORTS),
                config.reportsTopic(),
                config.window());
    }
}
