package io.riffle.topology;

import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
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
import io.riffle.expression.column.ColumnLanguage;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.history.HistoryProcessor;
import io.riffle.routing.RoutingNodes;
import io.riffle.routing.RoutingProcessor;
import io.riffle.routing.RoutingStage;
import io.riffle.scoring.RunBudgets;
import io.riffle.scoring.ScoringOutputs;
import io.riffle.scoring.ScoringProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The stages that an event passes on its way to its answer, each as a node that makes its processor. */
final class AnswerStages {
    private final Pipeline pipeline;
    private final Adapters adapters;
    private final RecordLimit outputs;
    private final DeadLetters deadLetters;
    private final FeatureSchema schema;

    /** @param outputs of the topics of predictions and alerts */
    AnswerStages(Pipeline pipeline, Adapters adapters, RecordLimit outputs, DeadLetters deadLetters) {
        this.pipeline = pipeline;
        this.adapters = adapters;
        this.outputs = outputs;
        this.deadLetters = deadLetters;
        schema = pipeline.schema();
    }

    DecodeStage decode(RecordDates dated) {
        return new DecodeStage(
                pipeline.event(),
                schema,
                pipeline.batch().maxSize(),
                adapters.metrics(),
                deadLetters,
                dated,
                adapters.nanoClock());
    }

    DecodeProcessor decodeEvents(RecordDates dated, String next, String letters) {
        return DecodeProcessor.ofEvents(decode(dated), next, letters);
    }

    /**
     * The stages from the decoder to the routing, and behind it those of watchers, who see what was answered.
     *
     * @param letters the node that takes dead letters of these stages
     * @param ownNodes further children that get each prediction
     */
    List<StageNode> stages(
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
        stages.add(new StageNode(
                NodeNames.ROUTE_PREDICTIONS, StageNode.Letters.SENDS, next -> route(next, letters, ownNodes)));
        stages.addAll(watching);
        return stages;
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
                pipeline.derived(),
                schema,
                new ColumnLanguage(),
                adapters.watch().features());
        return new DerivedProcessor(columns, adapters.metrics(), adapters.nanoClock());
    }

    private Optional<String> shadowWriterName() {
        return PipelineNeeds.deploys(pipeline) ? Optional.of(NodeNames.WRITE_SHADOW) : Optional.empty();
    }

    ScoringProcessor score(String next, String letters, Optional<String> shadows, RunBudgets budgets) {
        return new ScoringProcessor(
                adapters.models(),
                new ScoringOutputs(next, letters, shadows),
                deadLetters,
                adapters.metrics(),
                adapters.watch().features(),
                budgets,
                adapters.nanoClock());
    }

    private RoutingProcessor route(String next, String letters, List<String> ownNodes) {
        RoutingStage stage = new RoutingStage(
                pipeline.predictions(),
                pipeline.alerts(),
                schema,
                adapters.metrics(),
                new RoutingStage.Clocks(adapters.wallClock(), adapters.nanoClock()),
                outputs,
                deadLetters);
        List<String> predictionNodes = Stream.concat(Stream.of(NodeNames.PREDICTIONS), ownNodes.stream())
                .toList();
        Optional<String> watcher = Optional.of(next).filter(node -> !node.equals(StageChain.END));
        return new RoutingProcessor(stage, new RoutingNodes(predictionNodes, NodeNames.ALERTS, letters, watcher));
    }
}
