package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.config.DriftDetector;
import io.riffle.frame.EventFrame;
import io.riffle.frame.ScoredFrame;
import io.riffle.schema.AlertSubject;
import io.riffle.watch.alert.AlertInputJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Shows the values of some features, row by row in the order of the partition, to detectors. They depend on the order, which
 * only a partition has; so each partition has its own, and finds a change with as many rows as it would need alone.
 */
public final class SequenceProcessor extends ContextualProcessor<byte[], ScoredFrame, byte[], Object> {
    /** The store of the detectors. */
    public static final String STORE = "sequence-detectors";

    private final DriftConfig config;
    private final DriftLayouts layouts;
    private final String next;
    private final String signals;
    private final Map<Scale, Optional<Standardised>> scales = new HashMap<>();
    private SequenceStore store;

    /** What a layout makes of a name; layouts are equal only to themselves. */
    private record Scale(DriftLayout layout, String name) {}

    /**
     * One processor per task; it needs the store {@link #STORE}.
     *
     * @param next the child that gets the frames; empty if there is none
     * @param signals the child that gets what is found
     */
    public SequenceProcessor(DriftConfig config, DriftLayouts layouts, String next, String signals) {
        this.config = config;
        this.layouts = layouts;
        this.next = next;
        this.signals = signals;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        store = new SequenceStore(
                context.getStateStore(STORE),
                context.taskId().partition(),
                config.window().toMillis());
    }

    @Override
    public void process(Record<byte[], ScoredFrame> record) {
        ScoredFrame frame = record.value();
        config.detectors().forEach((name, kind) -> {
            if (kind != DriftDetector.DDM) {
                scale(frame.version(), name).ifPresent(scale -> watch(frame, name, kind, scale, record.timestamp()));
            }
        });
        if (!next.isEmpty()) {
            context().forward(record, next);
        }
    }

    private Optional<Standardised> scale(String version, String name) {
        return layouts.of(version)
                .flatMap(layout ->
                        scales.computeIfAbsent(new Scale(layout, name), absent -> Standardised.of(layout, name)));
    }

    private void watch(ScoredFrame frame, String name, DriftDetector kind, Standardised scale, long timestamp) {
        AlertSubject subject = store.subject(frame.version(), frame.variant(), name, kind);
        SequenceWatch watch = store.watch(subject, kind, scale);
        EventFrame events = frame.events();
        boolean changed = false;
        for (int row = 0; row < events.size(); row++) {
            double value = scale.column() == CountedFeature.SCORE
                    ? frame.scores()[row]
                    : events.features().number(scale.column(), row);
            if (Double.isFinite(value)) {
                changed |= watch.add(scale.of(value), events.reachedTime(row));
            }
        }
        watch.signal(changed)
                .ifPresent(signal -> context()
                        .forward(
                                new Record<>(
                                        signal.key().getBytes(StandardCharsets.UTF_8),
                                        AlertInputJson.bytes(signal),
                                        Math.max(0, timestamp)),
                                signals));
        store.save(subject, watch);
    }
}
