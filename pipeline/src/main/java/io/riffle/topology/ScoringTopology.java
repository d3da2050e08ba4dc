package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.config.TopicsConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.decode.DecodeProcessor;
import io.riffle.duplicate.DuplicateProcessor;
import io.riffle.frame.Frame;
import io.riffle.frame.RecordDates;
import io.riffle.history.HistoryLookupProcessor;
import io.riffle.history.HistorySource;
import io.riffle.history.HistoryStores;
import io.riffle.routing.ShadowProcessor;
import io.riffle.scoring.RunBudgets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * A pipeline as a Kafka Streams topology: the stages of {@link NodeNames} in order, one node each. Use it inside your
 * own application by adding the stages to a topology of your own with {@link #addStages}. Start it with
 * {@link StreamsSettings}, which pack records into frames.
 */
public final class ScoringTopology {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final RecordDates dates;
    private final AnswerStages answer;
    private final Watchers watchers;
    private final RunBudgets runs;

    /** Into topics that nobody has looked at. */
    public ScoringTopology(Pipeline pipeline, Adapters adapters) {
        this(pipeline, adapters, RecordLimits.usual(pipeline));
    }

    public ScoringTopology(Pipeline pipeline, Adapters adapters, RecordLimits limits) {
        this.pipeline = pipeline;
        dates = new RecordDates(adapters.wallClock());
        answer = new AnswerStages(
                pipeline,
                adapters,
                limits.outputs(),
                new DeadLetters(adapters.metrics(), pipeline.event().maxBytes(), limits.deadLetters(), dates));
        runs = RunBudgets.within(StreamsSettings.uncommitted(pipeline));
        watchers = Watchers.of(pipeline, adapters);
    }

    /** The topics whose records the consumer must pack into frames. */
    public static List<String> framedTopics(Pipeline pipeline) {
        List<String> framed = new ArrayList<>(List.of(pipeline.topics().events()));
        if (PipelineNeeds.repartitions(pipeline)) {
            framed.add(NodeNames.repartitionTopic(pipeline.name()));
        }
        pipeline.outcomes().ifPresent(outcomes -> framed.add(pipeline.topics().of(SideTopic.LABELS)));
        return framed;
    }

    /** From the events topic to the sinks. */
    public Topology build() {
        return PipelineNeeds.repartitions(pipeline) ? buildRepartitioned() : buildDirect();
    }

    private Topology buildDirect() {
        Topology topology = new EventSources(pipeline, new RecordTimes(dates)).direct();
        addStages(topology, NodeNames.READ_EVENTS);
        return topology;
    }

    private Topology buildRepartitioned() {
        Topology topology = new EventSources(pipeline, new RecordTimes(dates))
                .byEntity(answer.decode(dates), watchers.refusedEvents());
        addStages(
                topology,
                NodeNames.READ_EVENTS_BY_ENTITY,
                next -> DecodeProcessor.ofRepartitioned(answer.decode(dates), next, watchers.letters()),
                List.of());
        return topology;
    }

    /**
     * Adds the stages and sinks behind a node that forwards {@link Frame}s of events partitioned by entity.
     *
     * @param ownNodes nodes that you add behind {@link NodeNames#ROUTE_PREDICTIONS} afterwards; each gets every prediction
     */
    public void addStages(Topology topology, String parent, String... ownNodes) {
        addStages(topology, parent, next -> answer.decodeEvents(dates, next, watchers.letters()), List.of(ownNodes));
    }

    private void addStages(
            Topology topology, String parent, Function<String, DecodeProcessor> decoder, List<String> ownNodes) {
        watchers.addSources(topology);
        wire(
                topology,
                parent,
                new StageChain(answer.stages(decoder, watchers.letters(), watchers.stages(), ownNodes, runs)));
        watchers.addOutputs(topology);
    }

    /**
     * The same stages without Kafka: for files and for requests. Its state is its own and begins empty; what is counted
     * over windows is left out.
     */
    public LocalLine line(LocalLine.Outputs outputs) {
        return line(outputs, localStages());
    }

    /**
     * The stages for events that are asked about: each is answered as if it were the next one of its entity, whose history
     * is read and not changed. An event may be asked about again and again; nothing is scored by shadows.
     */
    public LocalLine line(LocalLine.Outputs outputs, HistorySource histories) {
        List<StageNode> stages = localStages();
        stages.removeIf(stage -> stage.name().equals(NodeNames.DROP_DUPLICATES));
        stages.replaceAll(stage -> switch (stage.name()) {
            case NodeNames.UPDATE_HISTORY ->
                new StageNode(
                        stage.name(),
                        StageNode.Letters.NONE,
                        next -> new HistoryLookupProcessor(pipeline.history(), pipeline.schema(), histories));
            case NodeNames.SCORE_FRAME ->
                new StageNode(
                        stage.name(),
                        StageNode.Letters.SENDS,
                        next -> answer.score(next, NodeNames.DEAD_LETTERS, Optional.empty(), RunBudgets.unbounded()));
            default -> stage;
        });
        return line(outputs, stages);
    }

    private List<StageNode> localStages() {
        return answer.stages(
                next -> answer.decodeEvents(RecordDates.AS_READ, next, NodeNames.DEAD_LETTERS),
                NodeNames.DEAD_LETTERS,
                List.of(),
                List.of(),
                RunBudgets.unbounded());
    }

    private static LocalLine line(LocalLine.Outputs outputs, List<StageNode> stages) {
        LocalLine line = new LocalLine(outputs);
        new StageChain(stages)
                .forEach((stage, next) ->
                        line.add(stage.name(), next, stage.create().apply(next)));
        return line;
    }

    private void wire(Topology topology, String parent, StageChain stages) {
        stages.addTo(topology, parent);
        addStores(topology);
        addShadow(topology);
        TopicsConfig topics = pipeline.topics();
        topology.addSink(NodeNames.PREDICTIONS, topics.predictions(), BYTES, BYTES, NodeNames.ROUTE_PREDICTIONS);
        topology.addSink(NodeNames.ALERTS, topics.alerts(), BYTES, BYTES, NodeNames.ROUTE_PREDICTIONS);
        topology.addSink(NodeNames.DEAD_LETTERS, topics.deadLetters(), BYTES, BYTES, stages.letterParents());
    }

    /** Whether there is a shadow is known only later, from a deployment. */
    private void addShadow(Topology topology) {
        if (PipelineNeeds.deploys(pipeline)) {
            topology.addProcessor(NodeNames.WRITE_SHADOW, shadowWriter(), NodeNames.SCORE_FRAME);
            topology.addSink(
                    NodeNames.SHADOW, pipeline.topics().of(SideTopic.SHADOW), BYTES, BYTES, NodeNames.WRITE_SHADOW);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ProcessorSupplier<byte[], Object, byte[], Object> shadowWriter() {
        return () -> (Processor) new ShadowProcessor();
    }

    private void addStores(Topology topology) {
        if (PipelineNeeds.deduplicates(pipeline)) {
            topology.addStateStore(
                    DuplicateProcessor.store(
                            HistoryStores.supplier(pipeline.history().store(), DuplicateProcessor.RECENT_EVENTS)),
                    NodeNames.DROP_DUPLICATES);
        }
        if (PipelineNeeds.remembers(pipeline)) {
            topology.addStateStore(
                    HistoryStores.entityHistory(pipeline.history().store()), NodeNames.UPDATE_HISTORY);
        }
    }
}
