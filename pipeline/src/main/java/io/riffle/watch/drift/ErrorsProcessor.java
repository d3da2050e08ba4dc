package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.config.DriftDetector;
import io.riffle.config.OutcomesConfig;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Outcome;
import io.riffle.schema.ScoredBy;
import io.riffle.watch.alert.AlertInputJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Shows to DDM whether answers were right, in the order in which the truth becomes known in a partition. A correction of an
 * outcome is passed over: DDM cannot take anything back.
 */
public final class ErrorsProcessor extends ContextualProcessor<byte[], Outcome, byte[], Object> {
    /** The store of the detectors. */
    public static final String STORE = "error-detectors";

    private final OutcomesConfig config;
    private final long lasts;
    private final String next;
    private final String signals;
    private SequenceStore store;

    /**
     * One processor per task; it needs the store {@link #STORE}.
     *
     * @param lasts milliseconds after a change until it is taken as over
     * @param next the child that gets the outcomes
     * @param signals the child that gets what is found
     */
    public ErrorsProcessor(OutcomesConfig config, long lasts, String next, String signals) {
        this.config = config;
        this.lasts = lasts;
        this.next = next;
        this.signals = signals;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        store = new SequenceStore(context.getStateStore(STORE), context.taskId().partition(), lasts);
    }

    @Override
    public void process(Record<byte[], Outcome> record) {
        context().forward(record, next);
        Outcome outcome = record.value();
        if (outcome.label().previousTruth() == null) {
            watch(outcome, record.timestamp());
        }
    }

    private void watch(Outcome outcome, long timestamp) {
        DriftDetector kind = DriftDetector.DDM;
        ScoredBy by = outcome.scoredBy();
        AlertSubject subject = store.subject(by.modelVersion(), by.variant(), DriftConfig.ERRORS, kind);
        SequenceWatch watch = store.watch(subject, kind);
        boolean wrong = (outcome.score() >= config.threshold())
                != config.isPositive(outcome.label().truth());
        watch.signal(watch.add(wrong ? 1 : 0, Math.min(outcome.labelTimeMs(), timestamp)))
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
