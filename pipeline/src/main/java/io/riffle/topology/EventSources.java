package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.decode.DecodeStage;
import io.riffle.decode.RepartitionOutputs;
import io.riffle.decode.RepartitionProcessor;
import io.riffle.frame.FrameDeserializer;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** The topology as far as the first stage: the events topic, or the topic in which its events are partitioned by entity. */
final class EventSources {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final RecordTimes times;

    EventSources(Pipeline pipeline, RecordTimes times) {
        this.pipeline = pipeline;
        this.times = times;
    }

    /** Frames come from {@link NodeNames#READ_EVENTS}. */
    Topology direct() {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_EVENTS,
                times,
                new ByteArrayDeserializer(),
                new FrameDeserializer(),
                pipeline.topics().events());
        return topology;
    }

    /**
     * Frames come from {@link NodeNames#READ_EVENTS_BY_ENTITY}. The DSL makes the topic between an internal one: Kafka
     * Streams creates it and purges what it has read.
     */
    Topology byEntity(DecodeStage decode, Optional<Watcher.RefusedEvents> watched) {
        String letters = watched.map(Watcher.RefusedEvents::node).orElse(NodeNames.REJECTED_EVENTS);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        pipeline.topics().events(),
                        Consumed.with(Serdes.ByteArray(), packed())
                                .withName(NodeNames.READ_EVENTS)
                                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                                .withTimestampExtractor(times))
                .process(
                        checked(() -> new RepartitionProcessor(
                                decode,
                                RecordLimits.internal(pipeline),
                                new RepartitionOutputs(
                                        NodeNames.EVENTS_BY_ENTITY_FILTER,
                                        letters,
                                        watched.map(Watcher.RefusedEvents::node)))),
                        Named.as(NodeNames.CHECK_EVENTS))
                .repartition(Repartitioned.with(Serdes.ByteArray(), packed()).withName(NodeNames.EVENTS_BY_ENTITY));
        Topology topology = builder.build();
        watched.ifPresent(more -> more.addTo().accept(topology));
        topology.addSink(
                NodeNames.REJECTED_EVENTS,
                pipeline.topics().deadLetters(),
                BYTES,
                BYTES,
                watched.map(Watcher.RefusedEvents::node).orElse(NodeNames.CHECK_EVENTS));
        return topology;
    }

    /** The same frames as {@link FrameDeserializer} makes of raw records, typed as the DSL wants them. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Serde<byte[]> packed() {
        return Serdes.serdeFrom(BYTES, (Deserializer) new FrameDeserializer());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> checked(ProcessorSupplier supplier) {
        return supplier;
    }
}
