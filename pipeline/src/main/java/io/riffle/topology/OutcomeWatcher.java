package io.riffle.topology;

import io.riffle.config.DriftConfig;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.frame.FrameDeserializer;
import io.riffle.frame.RecordDates;
import io.riffle.history.HistoryStores;
import io.riffle.model.canary.AnswerLoss;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import io.riffle.scoring.ActiveModels;
import io.riffle.watch.drift.ErrorsProcessor;
import io.riffle.watch.drift.SequenceStore;
import io.riffle.watch.outcome.OutcomeProcessor;
import io.riffle.watch.outcome.OutcomeSerializer;
import io.riffle.watch.outcome.OutcomeStage;
import io.riffle.watch.outcome.PerformanceJudge;
import io.riffle.watch.outcome.ScoredEvent;
import io.riffle.watch.outcome.SumProcessor;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The nodes around labels. The join is in the chain behind scoring and gets the labels topic as a second parent, so that
 * both sides are one task; the sums of experiments are a sub-topology of their own behind the topic of counts, keyed by what is
 * summed, and windows of performance meet where all window counts do ({@link WindowMerge}).
 */
final class OutcomeWatcher implements Watcher {
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final Adapters adapters;
    private final OutcomesConfig config;

    OutcomeWatcher(Pipeline pipeline, OutcomesConfig config, Adapters adapters) {
        this.pipeline = pipeline;
        this.adapters = adapters;
        this.config = config;
    }

    @Override
    public List<StageNode> stages() {
        return List.of(new StageNode(
                NodeNames.JOIN_OUTCOMES,
                StageNode.Letters.NONE,
                List.of(NodeNames.READ_LABELS),
                next -> new OutcomeProcessor(stage(next))));
    }

    private OutcomeStage stage(String next) {
        OutcomeStage.Sinks sinks = new OutcomeStage.Sinks(
                next,
                outcomesChild(),
                NodeNames.OUTCOME_COUNTS,
                NodeNames.WINDOW_PARTS,
                NodeNames.PERFORMANCE,
                NodeNames.EXPERIMENTS);
        return new OutcomeStage(
                config,
                adapters.watch().outcomes(),
                this::experiment,
                this::tellCanary,
                adapters.watch().references()::baseline,
                sinks);
    }

    private void tellCanary(ScoredEvent event, AnswerLoss loss) {
        if (event.variant().equals(Deployment.CANARY)) {
            adapters.models().canary().outcome(event.eventId(), loss);
        }
    }

    private boolean watchesErrors() {
        return pipeline.drift()
                .filter(drift -> drift.detectors().containsKey(DriftConfig.ERRORS))
                .isPresent();
    }

    private String outcomesChild() {
        return watchesErrors() ? NodeNames.WATCH_ERRORS : NodeNames.OUTCOMES;
    }

    private Optional<Experiment> experiment() {
        try (ActiveModels models = adapters.models().source().acquire()) {
            return Optional.ofNullable(models.deployment().experiment());
        }
    }

    /** The windows of performance. */
    @Override
    public Optional<WindowMerge.Counting> counting() {
        return Optional.of(new WindowMerge.Counting(
                NodeNames.JOIN_OUTCOMES,
                OutcomeProcessor.windowStore(),
                new PerformanceJudge(stage("")),
                topic(SideTopic.PERFORMANCE),
                config.window()));
    }

    @Override
    public void addSources(Topology topology) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_LABELS,
                new RecordTimes(new RecordDates(adapters.wallClock())),
                new ByteArrayDeserializer(),
                new FrameDeserializer(),
                pipeline.topics().of(SideTopic.LABELS));
    }

    @Override
    public void addOutputs(Topology topology) {
        topology.addStateStore(OutcomeProcessor.store(store(OutcomeProcessor.STORE)), NodeNames.JOIN_OUTCOMES);
        if (watchesErrors()) {
            long window = pipeline.drift().orElseThrow().window().toMillis();
            topology.addProcessor(
                    NodeNames.WATCH_ERRORS,
                    () -> new ErrorsProcessor(config, window, NodeNames.OUTCOMES, NodeNames.ERROR_SIGNALS),
                    NodeNames.JOIN_OUTCOMES);
            topology.addStateStore(SequenceStore.builder(ErrorsProcessor.STORE), NodeNames.WATCH_ERRORS);
            topology.addSink(NodeNames.ERROR_SIGNALS, topic(SideTopic.SIGNALS), BYTES, BYTES, NodeNames.WATCH_ERRORS);
        }
        topology.addSink(
                NodeNames.OUTCOMES,
                topic(SideTopic.OUTCOMES),
                BYTES,
                new OutcomeSerializer(),
                watchesErrors() ? NodeNames.WATCH_ERRORS : NodeNames.JOIN_OUTCOMES);
        topology.addSink(
                NodeNames.OUTCOME_COUNTS, topic(SideTopic.OUTCOME_COUNTS), BYTES, BYTES, NodeNames.JOIN_OUTCOMES);
        topology.addSource(
                AutoOffsetReset.earliest(),
                NodeNames.READ_OUTCOME_COUNTS,
                new RecordTimes(new RecordDates(adapters.wallClock())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic(SideTopic.OUTCOME_COUNTS));
        topology.addProcessor(NodeNames.SUM_OUTCOMES, () -> new SumProcessor(stage("")), NodeNames.READ_OUTCOME_COUNTS);
        topology.addStateStore(SumProcessor.store(store(SumProcessor.STORE)), NodeNames.SUM_OUTCOMES);
        topology.addSink(NodeNames.EXPERIMENTS, topic(SideTopic.EXPERIMENTS), BYTES, BYTES, NodeNames.SUM_OUTCOMES);
    }

    private String topic(SideTopic topic) {
        return pipeline.topics().of(topic);
    }

    private KeyValueBytesStoreSupplier store(String name) {
        return HistoryStores.supplier(pipeline.history().store(), name);
    }
}
