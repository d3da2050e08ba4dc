package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.watch.window.MergeWindowsProcessor;
import io.riffle.watch.window.WindowKind;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What is behind every kind of window counts: a topic of one partition in which the counts of all partitions meet, and
 * behind it the merge and the reports; alerts are {@link AlertTracking}. The topic is one that the user creates, not an internal one: the stages
 * can be part of any topology, and Kafka Streams makes internal topics for its own DSL only.
 */
final class WindowMerge {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final RecordTimes times;

    WindowMerge(Pipeline pipeline, RecordTimes times) {
        this.pipeline = pipeline;
        this.times = times;
    }

    /**
     * One kind of counts.
     *
     * @param node the counting node, which is there already and sends parts to {@link NodeNames#WINDOW_PARTS}
     * @param window how long its windows are
     */
    record Counting(
            String node,
            StoreBuilder<KeyValueStore<Bytes, byte[]>> store,
            WindowKind<?> kind,
            String reportsTopic,
            Duration window) {}

    /** Adds everything around the counting nodes; nothing if there are none. */
    void addTo(Topology topology, List<Counting> countings) {
        if (countings.isEmpty()) {
            return;
        }
        countings.forEach(counting -> topology.addStateStore(counting.store(), counting.node()));
        topology.addSink(
                NodeNames.WINDOW_PARTS,
                pipeline.countsTopic(),
                BYTES,
                BYTES,
                countings.stream().map(Counting::node).toArray(String[]::new));
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_WINDOW_PARTS,
                times,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                pipeline.countsTopic());
        List<WindowKind<?>> kinds =
                countings.stream().<WindowKind<?>>map(Counting::kind).toList();
        topology.addProcessor(
                NodeNames.MERGE_WINDOWS,
                (ProcessorSupplier<byte[], byte[], Object, Object>)
                        () -> new MergeWindowsProcessor(kinds, NodeNames.TRACK_ALERTS),
                NodeNames.READ_WINDOW_PARTS);
        topology.addStateStore(MergeWindowsProcessor.store(), NodeNames.MERGE_WINDOWS);
        countings.forEach(counting -> topology.addSink(
                counting.kind().reportSink(), counting.reportsTopic(), BYTES, BYTES, NodeNames.MERGE_WINDOWS));
    }
}
