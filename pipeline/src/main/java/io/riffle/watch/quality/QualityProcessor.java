package io.riffle.watch.quality;

import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowedCounting;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Counts every event once and passes on what it got: scored frames to the next stage, dead letters of the stages before to
 * their sink.
 */
public final class QualityProcessor extends ContextualProcessor<byte @Nullable [], Object, byte @Nullable [], Object> {
    /** The store of the windows that are still counted. */
    public static final String OPEN_WINDOWS = "quality-windows";

    /** The name of this kind of counts. */
    public static final String KIND = "quality";

    private final QualityStage stage;
    private final QualityOutputs outputs;
    private QualityWindows windows;

    /** One processor per task; it needs the store that {@link QualityOutputs#store} names. */
    public QualityProcessor(QualityStage stage, QualityOutputs outputs) {
        this.stage = stage;
        this.outputs = outputs;
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return OpenWindowsStore.builder(name);
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> context) {
        super.init(context);
        OpenWindowsStore<QualityCounts> open = new OpenWindowsStore<>(
                context.getStateStore(outputs.store()),
                QualityCounts::read,
                stage.config().window().toMillis(),
                stage.config().grace().toMillis());
        windows = new QualityWindows(stage, new WindowedCounting<>(context, outputs.counting(), open));
        context.schedule(WindowedCounting.TICK, PunctuationType.WALL_CLOCK_TIME, windows::closeQuiet);
    }

    @Override
    public void process(Record<byte @Nullable [], Object> record) {
        QualityInput input = QualityInput.of(record.value(), record.headers());
        input.countIn(windows);
        input.child(outputs).ifPresent(child -> context().forward(record, child));
    }
}
