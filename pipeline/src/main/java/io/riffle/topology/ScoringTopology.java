package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.config.SideTopic;
import io.riffle.config.TopicsConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.decode.DecodeProcessor;
import io.riffle.decode.DecodeStage;
import io.riffle.derived.DerivedColumns;
import io.riffle.derived.DerivedProcessor;
import io.riffle.duplicate.DuplicateProcessor;
import io.riffle.enrichment.Enricher;
import io.riffle.enrichment.EnrichmentProcessor;
import io.riffle.enrichment.HistoryValues;
import io.riffle.enrichment.MaterializeProcessor;
import io.riffle.enrichment.NearCache;
import io.riffle.enrichment.ProfileSource;
import io.riffle.expression.jexl.JexlLanguage;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.Frame;
import io.riffle.frame.RecordDates;
import io.riffle.history.HistoryLookupProcessor;
import io.riffle.history.HistoryProcessor;
import io.riffle.history.HistorySource;
import io.riffle.history.HistoryStores;
import io.riffle.routing.RoutingNodes;
import io.riffle.routing.RoutingProcessor;
import io.riffle.routing.RoutingStage;
import io.riffle.routing.ShadowProcessor;
import io.riffle.scoring.RunBudgets;
import io.riffle.scoring.ScoringOutputs;
import io.riffle.scoring.ScoringProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private final Adapters adapters;
    private final FeatureSchema schema;
    private final RecordLimits limits;
    private final RecordDates dates;
    private final DeadLetters deadLetters;
    private final Watchers watchers;
    private final RunBudgets runs;

    /** Into topics that nobody has looked at. */
    public ScoringTopology(Pipeline pipeline, Adapters adapters) {
        this(pipeline, adapters, RecordLimits.usual(pipeline));
    }

    public ScoringTopology(Pipeline pipeline, Adapters adapters, RecordLimits limits) {
        this.pipeline = pipeline;
        this.adapters = adapters;
        this.limits = limits;
        schema = pipeline.schema();
        dates = new RecordDates(adapters.wallClock());
        deadLetters = new DeadLetters(adapters.metrics(), pipeline.event().maxBytes(), limits.deadLetters(), dates);
        runs = RunBudgets.within(StreamsSettings.uncommitted(pipeline));
        watchers = Watchers.of(pipeline, adapters);
    }

    private DecodeStage decode(RecordDates dated) {
        return new DecodeStage(pipeline.event(), schema, adapters.metrics(), deadLetters, dated, adapters.nanoClock());
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
        Topology topology =
                new EventSources(pipeline, new RecordTimes(dates)).byEntity(decode(dates), watchers.refusedEvents());
        addStages(
                topology,
                NodeNames.READ_EVENTS_BY_ENTITY,
                next -> DecodeProcessor.ofRepartitioned(decode(dates), next, watchers.letters()),
                List.of());
        return topology;
    }

    /**
     * Adds the stages and sinks behind a node that forwards {@link Frame}s of events partitioned by entity.
     *
     * @param ownNodes nodes that you add behind {@link NodeNames#ROUTE_PREDICTIONS} afterwards; each gets every prediction
     */
    public void addStages(Topology topology, String parent, String... ownNodes) {
        addStages(topology, parent, next -> decodeEvents(dates, next, watchers.letters()), List.of(ownNodes));
    }

    private void addStages(
            Topology topology, String parent, Function<String, DecodeProcessor> decoder, List<String> ownNodes) {
        watchers.addSources(topology);
        wire(topology, parent, new StageChain(stages(decoder, watchers.letters(), watchers.stages(), ownNodes, runs)));
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
                        next -> new HistoryLookupProcessor(pipeline.history(), schema, histories));
            case NodeNames.SCORE_FRAME ->
                new StageNode(
                        stage.name(),
                        StageNode.Letters.SENDS,
                        next -> score(next, NodeNames.DEAD_LETTERS, Optional.empty(), RunBudgets.unbounded()));
            default -> stage;
        });
        return line(outputs, stages);
    }

    private List<StageNode> localStages() {
        return stages(
                next -> decodeEvents(RecordDates.AS_READ, next, NodeNames.DEAD_LETTERS),
                NodeNames.DEAD_LETTERS,
                List.of(),
                List.of(),
                RunBudgets.unbounded());
    }

    private DecodeProcessor decodeEvents(RecordDates dated, String next, String letters) {
        return DecodeProcessor.ofEvents(decode(dated), next, letters);
    }

    private static LocalLine line(LocalLine.Outputs outputs, List<StageNode> stages) {
        LocalLine line = new LocalLine(outputs);
        new StageChain(stages)
                .forEach((stage, next) ->
                        line.add(stage.name(), next, stage.create().apply(next)));
        return line;
    }

    private List<StageNode> stages(
            Function<String, DecodeProcessor> decoder,
            String letters,
            List<StageNode> watching,
            List<String> ownNodes,
            RunBudgets budgets) {
        List<StageNode> stages = new ArrayList<>();
        stages.add(new StageNode(NodeNames.DECODE_FRAME, StageNode.Letters.SENDS, decoder::apply));
        if (PipelineNeeds.deduplicates(pipeline)) {
            stages.add(new StageNode(
                    NodeNames.DROP_DUPLICATES, StageNode.Letters.SENDS, next -> dropDuplicates(next, letters)));
        }
        adapters.profiles().ifPresent(profiles -> stages.add(enrich(profiles)));
        if (PipelineNeeds.remembers(pipeline)) {
            stages.add(new StageNode(NodeNames.UPDATE_HISTORY, StageNode.Letters.NONE, next -> updateHistory()));
        }
        adapters.featureSink().ifPresent(sink -> {
            HistoryValues values = new HistoryValues(pipeline.materialized(), schema);
            stages.add(new StageNode(
                    NodeNames.MATERIALIZE_HISTORY,
                    StageNode.Letters.NONE,
                    next -> new MaterializeProcessor(values, sink)));
        });
        if (!pipeline.derived().isEmpty()) {
            stages.add(new StageNode(NodeNames.DERIVE_FEATURES, StageNode.Letters.NONE, next -> deriveFeatures()));
        }
        stages.add(new StageNode(
                NodeNames.SCORE_FRAME,
                StageNode.Letters.SENDS,
                next -> score(next, letters, shadowWriterName(), budgets)));
        stages.addAll(watching);
        stages.add(new StageNode(NodeNames.ROUTE_PREDICTIONS, StageNode.Letters.SENDS, next -> route(next, ownNodes)));
        return stages;
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

    private DuplicateProcessor dropDuplicates(String next, String letters) {
        return new DuplicateProcessor(
                pipeline.event().duplicates(), deadLetters, adapters.metrics(), adapters.nanoClock(), next, letters);
    }

    private StageNode enrich(ProfileSource profiles) {
        ProfileConfig config = pipeline.readProfile()
                .orElseThrow(() -> new IllegalArgumentException("a profile source needs a declared profile: none"));
        NearCache nearCache = new NearCache(config.nearCache(), adapters.nanoClock());
        return new StageNode(
                NodeNames.ENRICH_FRAME,
                StageNode.Letters.NONE,
                next -> new EnrichmentProcessor(
                        new Enricher(
                                config,
                                schema,
                                profiles,
                                nearCache,
                                adapters.metrics(),
                                adapters.watch().features()),
                        adapters.metrics(),
                        adapters.nanoClock()));
    }

    private HistoryProcessor updateHistory() {
        return new HistoryProcessor(pipeline.history(), schema, adapters.metrics(), adapters.nanoClock());
    }

    private DerivedProcessor deriveFeatures() {
        DerivedColumns columns = new DerivedColumns(
                pipeline.derived(), schema, new JexlLanguage(), adapters.watch().features());
        return new DerivedProcessor(columns, adapters.metrics(), adapters.nanoClock());
    }

    private Optional<String> shadowWriterName() {
        return PipelineNeeds.deploys(pipeline) ? Optional.of(NodeNames.WRITE_SHADOW) : Optional.empty();
    }

    private ScoringProcessor score(String next, String letters, Optional<String> shadows, RunBudgets budgets) {
        return new ScoringProcessor(
                adapters.models(),
                new ScoringOutputs(next, letters, shadows),
                deadLetters,
                adapters.metrics(),
                adapters.watch().features(),
                budgets,
                adapters.nanoClock());
    }

    private RoutingProcessor route(String next, List<String> ownNodes) {
        RoutingStage stage = new RoutingStage(
                pipeline.predictions(),
                pipeline.alerts(),
                schema,
                adapters.metrics(),
                new RoutingStage.Clocks(adapters.wallClock(), adapters.nanoClock()),
                limits.outputs(),
                deadLetters);
        List<String> predictionNodes =
                Stream.concat(Stream.of(next), ownNodes.stream()).toList();
        return new RoutingProcessor(stage, new RoutingNodes(predictionNodes, NodeNames.ALERTS, NodeNames.DEAD_LETTERS));
    }
}
