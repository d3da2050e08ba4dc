package io.riffle.topology;

import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.watch.drift.DriftJudge;
import io.riffle.watch.drift.DriftLayouts;
import io.riffle.watch.drift.DriftProcessor;
import io.riffle.watch.drift.SequenceProcessor;
import io.riffle.watch.drift.SequenceStore;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Counts scored rows in windows, and shows them in order to detectors if some are declared. */
final class DriftWatcher implements Watcher {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final DriftConfig config;
    private final Adapters adapters;
    private final DriftLayouts layouts;

    DriftWatcher(Pipeline pipeline, DriftConfig config, Adapters adapters) {
        this.pipeline = pipeline;
        this.config = config;
        this.adapters = adapters;
        layouts = new DriftLayouts(adapters.watch().references(), pipeline.schema(), config);
    }

    @Override
    public List<StageNode> stages() {
        StageNode count = new StageNode(
                NodeNames.COUNT_DRIFT,
                StageNode.Letters.NONE,
                next -> new DriftProcessor(config, layouts, adapters.watch().drift(), next, NodeNames.WINDOW_PARTS));
        StageNode sequence = new StageNode(
                NodeNames.WATCH_SEQUENCE,
                StageNode.Letters.NONE,
                next -> new SequenceProcessor(config, layouts, next, NodeNames.SEQUENCE_SIGNALS));
        return config.watchesRows() ? List.of(count, sequence) : List.of(count);
    }

    @Override
    public Optional<WindowMerge.Counting> counting() {
        return Optional.of(new WindowMerge.Counting(
                NodeNames.COUNT_DRIFT,
                DriftProcessor.store(),
                new DriftJudge(config, layouts, NodeNames.DRIFT_REPORTS),
                config.reportsTopic(),
                config.window()));
    }

    /** What detectors find goes through the signals topic: they are in other tasks than what tells. */
    @Override
    public void addOutputs(Topology topology) {
        if (config.watchesRows()) {
            topology.addStateStore(SequenceStore.builder(SequenceProcessor.STORE), NodeNames.WATCH_SEQUENCE);
            topology.addSink(
                    NodeNames.SEQUENCE_SIGNALS,
                    pipeline.topics().of(SideTopic.SIGNALS),
                    BYTES,
                    BYTES,
                    NodeNames.WATCH_SEQUENCE);
        }
    }
}
