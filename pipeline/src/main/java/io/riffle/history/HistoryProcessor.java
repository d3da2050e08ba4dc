package io.riffle.history;

import io.riffle.config.HistoryConfig;
import io.riffle.feature.FeatureSchema;
import io.riffle.frame.EntityRows;
import io.riffle.frame.EventFrame;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.Degradation;
import io.riffle.schema.Stage;
import io.riffle.window.EntityHistory;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Adds each event of a frame to its entity's history and writes the windowed features into the frame: one get and one
 * put per entity of the frame, however many of its events are in it. A damaged record stops the task: it is a bug or a
 * broken store, and going on would answer with wrong features.
 */
public final class HistoryProcessor extends ContextualProcessor<byte[], EventFrame, byte[], EventFrame> {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final HistoryConfig config;
    private final EntityHistory history;
    private final ScoringMetrics metrics;
    private final LongSupplier nanoClock;
    private KeyValueStore<Bytes, byte[]> store;
    private @Nullable ForgettingStore forgetting;
    private DeclarationStore declared;
    /** The event time the stream has reached; of an event dated ahead, when it was produced. */
    private long streamTime = UNKNOWN;

    /** Needs the store {@link HistoryStores#ENTITY_HISTORY}. One processor per task. */
    public HistoryProcessor(
            HistoryConfig config, FeatureSchema schema, ScoringMetrics metrics, LongSupplier nanoClock) {
        this.config = config;
        this.history = config.entityHistory(schema);
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    @Override
    public void init(ProcessorContext<byte[], EventFrame> context) {
        super.init(context);
        this.store = context.getStateStore(HistoryStores.ENTITY_HISTORY);
        declared = new DeclarationStore(store, history);
        declared.tellBegunAnew(history, context.taskId());
        streamTime = UNKNOWN;
        ForgettingStore forgetting = new ForgettingStore(store, config.forgetAfter());
        this.forgetting = forgetting;
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> forget(forgetting));
    }

    @Override
    public void close() {
        if (forgetting != null) {
            forgetting.close();
        }
    }

    private void forget(ForgettingStore forgetting) {
        if (streamTime != UNKNOWN) {
            forgetting.turn(streamTime);
        }
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        long start = nanoClock.getAsLong();
        int tooLate = update(record.value());
        if (tooLate > 0) {
            metrics.tooLateForHistory(tooLate);
        }
        metrics.stage(Stage.HISTORY, nanoClock.getAsLong() - start);
        context().forward(record);
    }

    private int update(EventFrame frame) {
        EntityRows rows = frame.entityRows();
        int tooLate = 0;
        for (int entity = 0; entity < rows.entities(); entity++) {
            tooLate += update(frame, rows, rows.first(entity));
        }
        return tooLate;
    }

    private int update(EventFrame frame, EntityRows rows, int first) {
        Bytes key = Bytes.wrap(frame.entityKey(first));
        read(frame.entity(first), store.get(key));
        int events = 0;
        int kept = 0;
        for (int row = first; row != EntityRows.NONE; row = rows.next(row)) {
            events++;
            streamTime = Math.max(streamTime, frame.reachedTime(row));
            kept += history.add(frame.features(), row, frame.countedTime(row)) ? 1 : 0;
            if (!history.isWhole()) {
                frame.degrade(row, Degradation.HISTORY_INCOMPLETE);
            }
        }
        if (kept > 0) {
            declared.keep();
            store.put(key, history.write());
        }
        return events - kept;
    }

    private void read(String entity, byte @Nullable [] record) {
        try {
            history.read(record);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + " (store " + HistoryStores.ENTITY_HISTORY + ", entity " + entity + ")", e);
        }
    }
}
