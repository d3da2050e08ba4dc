package io.riffle.watch.quality;

import io.riffle.deadletter.DeadLetters;
import io.riffle.frame.EventFrame;
import io.riffle.frame.RecordDates;
import io.riffle.frame.ScoredFrame;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowPart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Counts every event once, in the window of its event time, and passes on what it got: scored frames to the next stage, dead
 * letters of the stages before to their sink. A dead letter may have no event time that can be trusted, so it counts where
 * the partition's event time stands; before the first event it waits. An event that is late for its window counts in the
 * earliest open one, and one that is dated ahead where its record was written: the windows together hold exactly what arrived.
 */
public final class QualityProcessor implements Processor<byte @Nullable [], Object, byte @Nullable [], Object> {
    /** The store of the windows that are still counted. */
    public static final String OPEN_WINDOWS = "quality-windows";

    /** The name of this kind of counts. */
    public static final String KIND = "quality";

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String ALL = "all";
    /** Event times begin after it; the window that starts then holds what waits for the first event. */
    private static final long UNKNOWN = 0;

    private final QualityStage stage;
    private final QualityOutputs outputs;
    private final RowQuality rules;
    private @Nullable ProcessorContext<byte @Nullable [], Object> context;
    private @Nullable OpenWindowsStore<QualityCounts> windows;
    private long eventTime;
    private long seenAt;

    /** One processor per task; it needs the store that {@link QualityOutputs#store} names. */
    public QualityProcessor(QualityStage stage, QualityOutputs outputs) {
        this.stage = stage;
        this.outputs = outputs;
        rules = stage.rowQuality();
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return OpenWindowsStore.builder(name);
    }

    @Override
    public void init(ProcessorContext<byte @Nullable [], Object> processorContext) {
        context = processorContext;
        OpenWindowsStore<QualityCounts> opened = new OpenWindowsStore<>(
                processorContext.getStateStore(outputs.store()),
                QualityCounts::read,
                stage.config().window().toMillis(),
                stage.config().grace().toMillis());
        windows = opened;
        long newest = opened.isEmpty() ? UNKNOWN : opened.newestStart();
        eventTime = Math.max(UNKNOWN, Math.max(opened.firstOpen(), newest));
        seenAt = processorContext.currentSystemTimeMs();
        processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::closeQuiet);
    }

    @Override
    public void process(Record<byte @Nullable [], Object> record) {
        Object value = record.value();
        if (value instanceof ScoredFrame frame) {
            count(frame.events());
            context().forward(record, outputs.next());
        } else if (value instanceof Long latest) {
            reached(latest);
        } else {
            countLetter(record.headers());
            context().forward(record, outputs.deadLetters());
        }
    }

    private void count(EventFrame events) {
        placeWaiting(events.reachedTime(0));
        long latest = eventTime;
        int late = 0;
        long start = Long.MIN_VALUE;
        QualityCounts counts = null;
        for (int row = 0; row < events.size(); row++) {
            long time = events.reachedTime(row);
            latest = Math.max(latest, time);
            long own = windows().startOf(time);
            boolean closed = windows().isClosed(own);
            late += closed ? 1 : 0;
            long counted = closed ? windows().firstOpen() : own;
            if (counts == null || counted != start) {
                save(start, counts);
                start = counted;
                counts = counts(counted);
            }
            rules.accepted(events, row, counts);
            if (closed) {
                counts.count(QualityLayout.LATE);
            }
        }
        save(start, counts);
        stage.metrics().scoredRows(events.size());
        stage.metrics().lateRows(late);
        reached(latest);
    }

    /** Event time has come that far in this partition. */
    private void reached(long latest) {
        seenAt = context().currentSystemTimeMs();
        if (latest <= UNKNOWN) {
            return;
        }
        placeWaiting(latest);
        eventTime = Math.max(eventTime, latest);
        windows().advance(eventTime, this::forward);
    }

    /** The first event time of the partition: what was refused before counts there. */
    private void placeWaiting(long time) {
        if (eventTime > UNKNOWN || time <= UNKNOWN) {
            return;
        }
        eventTime = time;
        windows().remove(key(UNKNOWN)).ifPresent(waiting -> {
            long start = windows().startOf(time);
            QualityCounts counts = counts(start);
            counts.add(waiting);
            save(start, counts);
        });
    }

    private void countLetter(Headers headers) {
        long start = Math.max(windows().startOf(eventTime), windows().firstOpen());
        QualityCounts counts = counts(start);
        String reason = Objects.requireNonNullElse(text(headers, DeadLetters.REASON), "");
        rules.rejected(reason, text(headers, DeadLetters.FIELD), counts);
        save(start, counts);
        stage.metrics().rejectedRow();
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private QualityCounts counts(long start) {
        return windows()
                .counts(key(start), () -> new QualityCounts(stage.layout().slots()));
    }

    private void save(long start, @Nullable QualityCounts counts) {
        if (counts != null) {
            windows().save(key(start), counts);
        }
    }

    private WindowKey key(long start) {
        return new WindowKey(
                KIND,
                stage.pipeline(),
                "",
                ALL,
                stage.layout().fingerprint(),
                start,
                stage.config().window().toMillis());
    }

    private void closeQuiet(long now) {
        if (!windows().isEmpty() && eventTime > UNKNOWN) {
            windows().advance(eventTime + Math.max(0, now - seenAt), this::forward);
        }
    }

    private void forward(WindowKey key, QualityCounts counts) {
        int partition = context().taskId().partition();
        WindowPart part = new WindowPart(outputs.second() ? ~partition : partition, counts.toBytes());
        long date = new RecordDates(context()::currentSystemTimeMs).of(key.end() - 1);
        for (WindowPart.Message message : part.messages(key)) {
            context().forward(new Record<>(message.key(), message.value(), date), outputs.parts());
        }
    }

    private ProcessorContext<byte @Nullable [], Object> context() {
        return Objects.requireNonNull(context, "init comes first");
    }

    private OpenWindowsStore<QualityCounts> windows() {
        return Objects.requireNonNull(windows, "init comes first");
    }
}
