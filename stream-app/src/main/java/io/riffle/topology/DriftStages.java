package io.riffle.topology;

import io.riffle.alerting.TrackAlertsProcessor;
import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.drift.DriftJudge;
import io.riffle.drift.DriftLayouts;
import io.riffle.drift.DriftProcessor;
import io.riffle.windowcount.MergeWindowsProcessor;
import io.riffle.windowcount.WindowKind;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * What a pipeline with {@code drift} has more: counting behind the score, a topic of one partition in which the counts of
 * all partitions meet, and behind it the merge, the reports and the alerts. The topic is one that the user creates, not an
 * internal one: the stages can be part of any topology, and Kafka Streams makes internal topics for its own DSL only.
 */
final class DriftStages {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final DriftConfig config;
    private final Adapters adapters;
    private final DriftLayouts layouts;

    DriftStages(Pipeline pipeline, DriftConfig config, Adapters adapters) {
        this.pipeline = pipeline;
        this.config = config;
        this.adapters = adapters;
        layouts = new DriftLayouts(adapters.references(), pipeline.schema(), config);
    }

    DriftProcessor counter(String next) {
        return new DriftProcessor(config, layouts, adapters.driftMetrics(), next, NodeNames.WINDOW_PARTS);
    }

    /** Adds everything around the counting node, which is there already. */
    void addTo(Topology topology) {
        topology.addStateStore(DriftProcessor.store(), NodeNames.COUNT_DRIFT);
        topology.addSink(NodeNames.WINDOW_PARTS, config.countsTopic(), BYTES, BYTES, NodeNames.COUNT_DRIFT);
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_WINDOW_PARTS,
                new UsePartitionTimeOnInvalidTimestamp(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                config.countsTopic());
        List<WindowKind<?>> kinds = List.of(new DriftJudge(config, layouts, NodeNames.DRIFT_REPORTS));
        topology.addProcessor(
                NodeNames.MERGE_WINDOWS,
                (ProcessorSupplier<byte[], byte[], Object, Object>)
                        () -> new MergeWindowsProcessor(kinds, NodeNames.TRACK_ALERTS),
                NodeNames.READ_WINDOW_PARTS);
        topology.addStateStore(MergeWindowsProcessor.store(), NodeNames.MERGE_WINDOWS);
        topology.addSink(NodeNames.DRIFT_REPORTS, config.reportsTopic(), BYTES, BYTES, NodeNames.MERGE_WINDOWS);
        long cooldown = config.window().toMillis() * 2;
        topology.addProcessor(
                NodeNames.TRACK_ALERTS,
                () -> new TrackAlertsProcessor(pipeline.name(), cooldown),
                NodeNames.MERGE_WINDOWS);
        topology.addStateStore(TrackAlertsProcessor.store(), NodeNames.TRACK_ALERTS);
        topology.addSink(NodeNames.STANDING_ALERTS, pipeline.topics().alerts(), BYTES, BYTES, NodeNames.TRACK_ALERTS);
    }
}
