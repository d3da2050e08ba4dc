package io.riffle.duplicate;

import io.riffle.config.event.DuplicatesConfig;
import io.riffle.deadletter.DeadLetters;
import io.riffle.deadletter.Rejection;
import io.riffle.frame.EventFrame;
import io.riffle.hash.TextHash;
import io.riffle.metrics.ScoringMetrics;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.Stage;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Finds the events of a frame whose id was accepted before, in the same frame or inside the horizon, and drops them to
 * the dead letters or marks them. One hash and one probe per event, one put per frame. Ids are compared per partition:
 * the same id under another entity, in another partition, is not noticed.
 *
 * <p>A record that is read again, because its offset was not committed before a crash, is no duplicate of itself: under
 * at-least-once its id may be stored although its prediction was never written.
 */
public final class DuplicateProcessor extends ContextualProcessor<byte[], EventFrame, byte[], Object> {
    /** The store that this processor needs. */
    public static final String RECENT_EVENTS = RecentEventsStore.NAME;

    private final DuplicatesConfig config;
    private final DeadLetters deadLetters;
    private final ScoringMetrics metrics;
    private final LongSupplier nanoClock;
    private final String accepted;
    private final String deadLetterSink;
    private final RecentEvents events;
    private final BitSet kept = new BitSet();
    /** The topics, by hash, that a frame was read from since the start. */
    private final Set<Integer> begun = new HashSet<>();

    private RecentEventsStore store;

    /**
     * One processor per task.
     *
     * @param accepted the child node that gets the frame
     * @param deadLetterSink the child node that gets dropped events; not used when duplicates are marked
     */
    public DuplicateProcessor(
            DuplicatesConfig config,
            DeadLetters deadLetters,
            ScoringMetrics metrics,
            LongSupplier nanoClock,
            String accepted,
            String deadLetterSink) {
        this.config = config;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.accepted = accepted;
        this.deadLetterSink = deadLetterSink;
        this.events = new RecentEvents(config.horizon());
    }

    /** The store {@link #RECENT_EVENTS} on top of bytes kept on the heap or on disk. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(KeyValueBytesStoreSupplier supplier) {
        return RecentEventsStore.builder(supplier);
    }

    /** Starts from the store, also when it is called again because the task's state was thrown away. */
    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        events.clear();
        begun.clear();
        store = new RecentEventsStore(context.getStateStore(RECENT_EVENTS), events);
    }

    @Override
    public void process(Record<byte[], EventFrame> record) {
        long start = nanoClock.getAsLong();
        EventFrame frame = record.value();
        // What a timer of a topology around the stages sends on comes from no topic.
        int duplicates = find(frame, context().recordMetadata().filter(place -> place.topic() != null));
        if (duplicates > 0) {
            handle(frame, duplicates);
        }
        metrics.stage(Stage.DEDUPLICATE, nanoClock.getAsLong() - start);
        if (frame.size() > 0) {
            context().forward(record, accepted);
        }
    }

    /** Commits never split a frame: its offset, that of its first row, says whether all of it is read again. */
    private int find(EventFrame frame, Optional<RecordMetadata> read) {
        int topic = read.map(place -> place.topic().hashCode()).orElse(0);
        long offset = read.map(RecordMetadata::offset).orElse(AcceptedIds.NO_OFFSET);
        if (read.isPresent() && begun.add(topic)) {
            store.forgetFrom(topic, offset);
        }
        kept.clear();
        for (int row = 0; row < frame.size(); row++) {
            long id = TextHash.of(frame.eventId(row));
            events.advance(frame.eventTime(row), frame.row(row).timestamp());
            if (events.add(id)) {
                store.append(id, topic, offset);
                kept.set(row);
            }
        }
        store.flush();
        return frame.size() - kept.cardinality();
    }

    private void handle(EventFrame frame, int duplicates) {
        boolean drop = config.action() == DuplicatesConfig.Action.DROP;
        for (int row = kept.nextClearBit(0); row < frame.size(); row = kept.nextClearBit(row + 1)) {
            if (drop) {
                context().forward(deadLetters.record(frame.row(row), rejection(frame, row)), deadLetterSink);
            } else {
                frame.warn(row, QualityWarning.DUPLICATE.label());
            }
        }
        if (drop) {
            frame.retain(kept);
            return;
        }
        metrics.warned(QualityWarning.DUPLICATE, duplicates);
    }

    private Rejection rejection(EventFrame frame, int row) {
        return new Rejection(
                Stage.DEDUPLICATE,
                DeadLetterReason.DUPLICATE,
                "an event id must not occur again within " + config.horizon() + ": was '" + frame.eventId(row) + "'");
    }
}
