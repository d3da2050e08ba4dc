package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.deadletter.DeadLetters;
import io.riffle.decode.DecodeProcessor;
import io.riffle.decode.RepartitionProcessor;
import io.riffle.duplicate.DuplicateProcessor;
import io.riffle.enrichment.Enricher;
import io.riffle.enrichment.EnrichmentProcessor;
import io.riffle.enrichment.ProfileSource;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.Frame;
import io.riffle.frame.FrameDeserializer;
import io.riffle.history.HistoryProcessor;
import io.riffle.routing.RoutingProcessor;
import io.riffle.scoring.ScoringProcessor;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * A pipeline as a Kafka Streams topology: the stages of {@link NodeNames} in order, one node each. Use it inside your
 * own application by adding nodes to what {@link #build} returns, or the stages to a topology of your own with
 * {@link #addStages}; start it with the settings of {@link StreamsSettings}, which pack records into frames.
 */
public final class ScoringTopology {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final Adapters adapters;
    private final FeatureSchema schema;
    private final DeadLetters deadLetters;

    public ScoringTopology(Pipeline pipeline, Adapters adapters) {
        this.pipeline = pipeline;
        this.adapters = adapters;
        schema = pipeline.schema();
        deadLetters = new DeadLetters(adapters.metrics());
    }

    /** The topics whose records the consumer must pack into frames. */
    public static List<String> framedTopics(Pipeline pipeline) {
        List<String> topics = new ArrayList<>(List.of(pipeline.topics().events()));
        if (repartitions(pipeline)) {
            topics.add(NodeNames.repartitionTopic(pipeline.name()));
        }
        return topics;
    }

    /** From the events topic to the sinks. */
    public Topology build() {
        if (repartitions(pipeline)) {
            return addStages(readByEntity(), NodeNames.EVENTS_BY_ENTITY);
        }
        Topology topology = new Topology();
        topology.addSource(
                Topology.AutoOffsetReset.EARLIEST,
                NodeNames.READ_EVENTS,
                new UsePartitionTimeOnInvalidTimestamp(),
                new ByteArrayDeserializer(),
                new FrameDeserializer(),
                pipeline.topics().events());
        return addStages(topology, NodeNames.READ_EVENTS);
    }

    /** Adds the stages and sinks behind a node that forwards {@link Frame}s of events partitioned by entity. */
    public Topology addStages(Topology topology, String parent) {
        List<String> rejecting = new ArrayList<>();
        String last = parent;
        return topology;
    }

    /** State that belongs to an entity or an event id is right only where all of the entity's events arrive. */
    private static boolean repartitions(Pipeline pipeline) {
        return !pipeline.event().partitionedByEntity()
                && (!pipeline.history().windows().isEmpty()
                        || !pipeline.event().duplicates().horizon().isZero());
    }
}
