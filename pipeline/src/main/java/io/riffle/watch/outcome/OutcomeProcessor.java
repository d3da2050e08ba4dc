package io.riffle.watch.outcome;

import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordDates;
import io.riffle.frame.ScoredFrame;
import io.riffle.frame.SourcePosition;
import io.riffle.metrics.OutcomeMetrics.Fate;
import io.riffle.model.deployment.Experiment;
import io.riffle.model.deployment.Variant;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stands between scoring and routing, and gets the labels as well: scored frames are remembered and passed on, labels are
 * joined with them. Every outcome becomes a record; what is to be counted of a frame's outcomes leaves together.
 */
public final class OutcomeProcessor implements Processor<byte[], Object, byte[], Object> {
    /** The store of events and labels that this processor needs. */
    public static final String STORE = OutcomeStore.NAME;

    /** The store of the windows that can still get outcomes. */
    public static final String WINDOWS = "outcome-windows";

    private final OutcomeStage stage;
    private final Truths truths;
    private @Nullable OutcomeJoinStore join;
    private @Nullable PerformanceWindows windows;
    private @Nullable ProcessorContext<byte[], Object> context;

    /** One processor per task. */
    public OutcomeProcessor(OutcomeStage stage) {
        this.stage = stage;
        truths = new Truths(stage.config());
    }

    /** The store {@link #STORE} on top of bytes kept on the heap or on disk. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return OutcomeStore.builder(supplier);
    }

    /** The store {@link #WINDOWS}. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> windowStore() {
        return OpenWindowsStore.builder(WINDOWS);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        join = new OutcomeJoinStore(stage.config(), stage.metrics(), processorContext.getStateStore(STORE));
        windows = new PerformanceWindows(
                stage.config(), stage.metrics(), open(processorContext.getStateStore(WINDOWS)), this::forward);
        processorContext.schedule(
                stage.config().reportEvery(),
                PunctuationType.WALL_CLOCK_TIME,
                now -> windows().report(now));
    }

    private OpenWindowsStore<PerformanceCounts> open(KeyValueStore<Bytes, byte[]> store) {
        return new OpenWindowsStore<>(
                store,
                bytes -> PerformanceCounts.read(stage.config(), bytes),
                stage.config().window().toMillis(),
                stage.config().kept().toMillis());
    }

    @Override
    public void process(Record<byte[], Object> record) {
        if (record.value() instanceof ScoredFrame frame) {
            remember(frame, record);
        } else if (record.value() instanceof Frame labels) {
            label(labels, record);
        }
    }

    private void remember(ScoredFrame frame, Record<byte[], Object> record) {
        Optional<Experiment> experiment = stage.experiment()
                .get()
                .filter(each -> each.variant(frame.variant()).isPresent());
        List<JoinedOutcome> joined =
                join().scored(frame, experiment.map(Experiment::name).orElse(null), record.timestamp());
        context().forward(record, stage.sinks().scored());
        experiment.ifPresent(running -> {
            VariantCounts part =
                    VariantCounts.scored(join().newEntities(), frame.events().size());
            forward(
                    new SumKey(running.name()),
                    new ExperimentCounts(weights(running), Map.of(frame.variant(), part), Map.of()).toBytes(),
                    record.timestamp());
        });
        emit(joined, record.timestamp());
        long newest = Long.MIN_VALUE;
        for (int row = 0; row < frame.events().size(); row++) {
            newest = Math.max(newest, frame.events().reachedTime(row));
        }
        windows().reach(newest, context().currentSystemTimeMs());
    }

    private static Map<String, Integer> weights(Experiment experiment) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (Variant variant : experiment.variants()) {
            weights.put(variant.name(), variant.weight());
        }
        return weights;
    }

    private void label(Frame frame, Record<byte[], Object> record) {
        List<Label> labels = new ArrayList<>(frame.rows().size());
        int invalid = 0;
        for (FrameRow row : located(frame, record).rows()) {
            Optional<Label> label = LabelReader.read(row).filter(each -> truths.isUsable(each.truth()));
            label.ifPresent(labels::add);
            invalid += label.isPresent() ? 0 : 1;
        }
        if (invalid > 0) {
            stage.metrics().labels(Fate.INVALID, invalid);
        }
        emit(join().labelled(labels, record.timestamp()), record.timestamp());
    }

    private Frame located(Frame frame, Record<byte[], Object> record) {
        SourcePosition position = context()
                .recordMetadata()
                .map(source -> new SourcePosition(source.topic(), source.partition(), source.offset()))
                .orElseGet(() -> new SourcePosition("", -1, -1));
        return frame.at(position, record.timestamp(), record.key(), record.headers());
    }

    private void emit(List<JoinedOutcome> joined, long timestamp) {
        Map<String, Map<String, VariantCounts>> experiments = new LinkedHashMap<>();
        for (JoinedOutcome outcome : joined) {
            byte[] entity = outcome.event().entity().getBytes(StandardCharsets.UTF_8);
            context()
                    .forward(
                            new Record<>(entity, OutcomeJson.bytes(outcome), Math.max(0, timestamp)),
                            stage.sinks().outcomes());
            if (outcome.before() == null && truths.hasLoss()) {
                stage.watch().known(outcome.event(), truths.loss(outcome.label().truth()));
            }
            String experiment = outcome.event().experiment();
            if (experiment != null) {
                experiments
                        .computeIfAbsent(experiment, name -> new LinkedHashMap<>())
                        .merge(outcome.event().variant(), counted(outcome), VariantCounts::plus);
            }
        }
        windows().add(joined);
        experiments.forEach((name, variants) ->
                forward(new SumKey(name), new ExperimentCounts(Map.of(), variants, Map.of()).toBytes(), timestamp));
    }

    private VariantCounts counted(JoinedOutcome outcome) {
        ScoredEvent event = outcome.event();
        int now = truths.isSuccess(event, outcome.label().truth()) ? 1 : 0;
        String before = outcome.before();
        if (before == null) {
            return VariantCounts.outcome(event.entity(), 1, now);
        }
        return VariantCounts.outcome(event.entity(), 0, now - (truths.isSuccess(event, before) ? 1 : 0));
    }

    private void forward(WindowKey key, PerformanceCounts counts) {
        WindowPart part = new WindowPart(context().taskId().partition(), counts.toBytes());
        // Of a window that is not over, too.
        long date = new RecordDates(context()::currentSystemTimeMs).of(key.end() - 1);
        for (WindowPart.Message message : part.messages(key)) {
            context()
                    .forward(
                            new Record<>(message.key(), message.value(), date),
                            stage.sinks().parts());
        }
    }

    private void forward(SumKey key, byte[] part, long timestamp) {
        context()
                .forward(
                        new Record<>(key.toBytes(), part, Math.max(0, timestamp)),
                        stage.sinks().counts());
    }

    private OutcomeJoinStore join() {
        return Objects.requireNonNull(join, "init comes first");
    }

    private PerformanceWindows windows() {
        return Objects.requireNonNull(windows, "init comes first");
    }

    private ProcessorContext<byte[], Object> context() {
        return Objects.requireNonNull(context, "init comes first");
    }
}
