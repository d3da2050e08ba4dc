package io.riffle.watch.outcome;

import io.riffle.frame.Frame;
import io.riffle.frame.FrameRow;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.OutcomeMetrics.Fate;
import io.riffle.watch.window.CountingPlace;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowedCounting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Stands between scoring and routing, and gets the labels as well: scored frames are remembered and passed on, labels are
 * joined with them. Every outcome becomes a record; what is to be counted of a frame's outcomes leaves together.
 */
public final class OutcomeProcessor extends ContextualProcessor<byte[], Object, byte[], Object> {
    /** The store of events and labels that this processor needs. */
    public static final String STORE = OutcomeStore.NAME;

    /** The store of the windows that can still get outcomes. */
    public static final String WINDOWS = "outcome-windows";

    private final OutcomeStage stage;
    private final Truths truths;
    private OutcomeJoin join;
    private PerformanceWindows windows;

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
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        join = new OutcomeJoin(
                stage.config(), OutcomeStore.scored(store), OutcomeStore.labels(store), OutcomeStore.seen(store));
        windows = new PerformanceWindows(
                stage.config(),
                stage.metrics(),
                new WindowedCounting<>(
                        context,
                        new WindowedCounting.Output(stage.sinks().parts(), CountingPlace.FIRST),
                        open(context.getStateStore(WINDOWS))));
        context.schedule(stage.config().reportEvery(), PunctuationType.WALL_CLOCK_TIME, windows::report);
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
            label(record.withValue(labels));
        }
    }

    private void remember(ScoredFrame frame, Record<byte[], Object> record) {
        Optional<ExperimentPhase> running = stage.experiment()
                .get()
                .filter(each -> each.variant(frame.variant()).isPresent())
                .map(ExperimentPhase::of);
        JoinResult joined = join.scored(frame, running.orElse(null), record.timestamp());
        joined.publish(stage.metrics());
        if (!stage.sinks().scored().isEmpty()) {
            context().forward(record, stage.sinks().scored());
        }
        running.ifPresent(phase -> forward(
                new SumKey(phase.experiment()),
                ExperimentCounts.scored(
                                phase, frame.variant(), joined, frame.events().size())
                        .toBytes(),
                record.timestamp()));
        emit(joined.outcomes(), record.timestamp());
        windows.reached(frame.events().latestReachedTime());
    }

    private void label(Record<byte[], Frame> record) {
        Frame frame = Frame.of(record, context().recordMetadata());
        List<Label> labels = new ArrayList<>(frame.rows().size());
        int invalid = 0;
        for (FrameRow row : frame.rows()) {
            Optional<Label> label = LabelReader.read(row).filter(each -> truths.isUsable(each.truth()));
            label.ifPresent(labels::add);
            invalid += label.isPresent() ? 0 : 1;
        }
        if (invalid > 0) {
            stage.metrics().labels(Fate.INVALID, invalid);
        }
        JoinResult joined = join.labelled(labels, record.timestamp());
        joined.publish(stage.metrics());
        emit(joined.outcomes(), record.timestamp());
    }

    private void emit(List<JoinedOutcome> joined, long timestamp) {
        Map<String, Map<String, VariantCounts>> experiments = new LinkedHashMap<>();
        for (JoinedOutcome outcome : joined) {
            byte[] entity = outcome.event().entity().getBytes(StandardCharsets.UTF_8);
            context()
                    .forward(
                            new Record<>(entity, outcome.outcome(), Math.max(0, timestamp)),
                            stage.sinks().outcomes());
            if (outcome.before() == null) {
                stage.watch().known(outcome.event(), truths.loss(outcome.label().truth()));
            }
            String experiment = outcome.event().experiment();
            if (experiment != null) {
                experiments
                        .computeIfAbsent(experiment, name -> new LinkedHashMap<>())
                        .merge(outcome.event().variant(), counted(outcome), VariantCounts::plus);
            }
        }
        windows.add(joined);
        experiments.forEach((name, variants) ->
                forward(new SumKey(name), ExperimentCounts.outcomes(variants).toBytes(), timestamp));
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

    private void forward(SumKey key, byte[] part, long timestamp) {
        context()
                .forward(
                        new Record<>(key.toBytes(), part, Math.max(0, timestamp)),
                        stage.sinks().counts());
    }
}
