package io.riffle.topology;

import io.riffle.config.DriftConfig;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.frame.FrameDeserializer;
import io.riffle.frame.RecordDates;
import io.riffle.history.HistoryStores;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.deployment.Experiment;
import io.riffle.scoring.ActiveModels;
import io.riffle.watch.drift.ErrorsProcessor;
import io.riffle.watch.outcome.OutcomeProcessor;
import io.riffle.watch.outcome.OutcomeStage;
import io.riffle.watch.outcome.PerformanceJudge;
import io.riffle.watch.outcome.ScoredEvent;
import io.riffle.watch.outcome.SumProcessor;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The nodes around labels. The join stands in the chain behind scoring and gets the labels topic as a second parent, so that
 * both sides are one task; the sums of experiments are a sub-topology of their own behind the topic of counts, keyed by what is
 * summed, and windows of performance meet where all window counts do ({@link WindowStages}).
 */
final class OutcomeStages {
    static final String JOIN_OUTCOMES = "join-outcomes";
    static final String READ_LABELS = "read-labels";
    private static final String OUTCOMES = "outcomes";
    private static final String OUTCOME_COUNTS = "outcome-counts";
    private static final String READ_OUTCOME_COUNTS = "read-outcome-counts";
    private static final String SUM_OUTCOMES = "sum-outcomes";
    private static final String PERFORMANCE = "performance";
    private static final String EXPERIMENTS = "experiments";
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    private final Pipeline pipeline;
    private final Adapters adapters;
    private final OutcomesConfig config;

    OutcomeStages(Pipeline pipeline, Adapters adapters, OutcomesConfig config) {
        this.pipeline = pipeline;
        this.adapters = adapters;
        this.config = config;
    }

    /** The processor of {@link #JOIN_OUTCOMES}; scored frames go on to {@code next}. */
    OutcomeProcessor join(String next) {
        return new OutcomeProcessor(stage(next));
    }

    private OutcomeStage stage(String next) {
        OutcomeStage.Sinks sinks = new OutcomeStage.Sinks(
                next, outcomesChild(), OUTCOME_COUNTS, NodeNames.WINDOW_PARTS, PERFORMANCE, EXPERIMENTS);
        return new OutcomeStage(
                config,
                adapters.watch().outcomes(),
                this::experiment,
                this::tellCanary,
                adapters.watch().references()::baseline,
                sinks);
    }

    private void tellCanary(ScoredEvent event, DoubleUnaryOperator loss) {
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
        return watchesErrors() ? NodeNames.WATCH_ERRORS : OUTCOMES;
    }

    private Optional<Experiment> experiment() {
        try (ActiveModels models = adapters.models().source().acquire()) {
            return Optional.ofNullable(models.deployment().experiment());
        }
    }

    /** The windows of performance. */
    WindowStages.Counting counting() {
        return new WindowStages.Counting(
                JOIN_OUTCOMES,
                OutcomeProcessor.windowStore(),
                new PerformanceJudge(stage("")),
                topic(SideTopic.PERFORMANCE),
                config.window());
    }

    /** To be called before the chain is wired: the join has this source as a parent. */
    void addLabels(Topology topology) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                READ_LABELS,
                new RecordTimes(new RecordDates(adapters.wallClock())),
                new ByteArrayDeserializer(),
                new FrameDeserializer(),
                pipeline.topics().of(SideTopic.LABELS));
    }

    /** To be called after it. */
    void addSinksAndSums(Topology topology) {
        topology.addStateStore(OutcomeProcessor.store(store(OutcomeProcessor.STORE)), JOIN_OUTCOMES);
        if (watchesErrors()) {
            long window = pipeline.drift().orElseThrow().window().toMillis();
            topology.addProcessor(
                    NodeNames.WATCH_ERRORS,
                    () -> new ErrorsProcessor(config, window, OUTCOMES, NodeNames.ERROR_SIGNALS),
                    JOIN_OUTCOMES);
        }
        topology.addSink(
                OUTCOMES,
                topic(SideTopic.OUTCOMES),
                BYTES,
                BYTES,
                watchesErrors() ? NodeNames.WATCH_ERRORS : JOIN_OUTCOMES);
        topology.addSink(OUTCOME_COUNTS, topic(SideTopic.OUTCOME_COUNTS), BYTES, BYTES, JOIN_OUTCOMES);
        topology.addSource(
                AutoOffsetReset.earliest(),
                READ_OUTCOME_COUNTS,
                new RecordTimes(new RecordDates(adapters.wallClock())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic(SideTopic.OUTCOME_COUNTS));
        topology.addProcessor(SUM_OUTCOMES, () -> new SumProcessor(stage("")), READ_OUTCOME_COUNTS);
        topology.addStateStore(SumProcessor.store(store(SumProcessor.STORE)), SUM_OUTCOMES);
        topology.addSink(EXPERIMENTS, topic(SideTopic.EXPERIMENTS), BYTES, BYTES, SUM_OUTCOMES);
    }

    private String topic(SideTopic topic) {
        return pipeline.topics().of(topic);
    }

    private KeyValueBytesStoreSupplier store(String name) {
        return HistoryStores.supplier(pipeline.history().store(), name);
    }
}
