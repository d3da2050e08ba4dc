package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.frame.ScoredFrame;
import io.riffle.hash.TextHash;
import io.riffle.metrics.OutcomeMetrics;
import io.riffle.metrics.OutcomeMetrics.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Labels meet scored events of one partition, in any order. What is stored are frames, one record each; the index from event
 * id to place is kept in memory (two slots of 16 bytes an event) and built again from the store after a restart. Time is the
 * newest timestamp of the events' records, so that a replay forgets what the first run forgot.
 */
final class OutcomeJoinStore {
    /** A place is the frame's number times this plus the row. */
    private static final long ROWS = 1L << 20;
    /** Rows of one record at most: with the longest ids still one that a changelog takes. */
    private static final int PART = 512;

    private final OutcomesConfig config;
    private final boolean ranked;
    private final OutcomeMetrics metrics;
    private final OutcomeStore scoredFrames;
    private final OutcomeStore labelFrames;
    private final LongMap events = new LongMap();
    private final LongMap labels = new LongMap();
    private final LongMap seen = new LongMap();
    private final Map<Long, List<ScoredEvent>> read = new HashMap<>();
    private final Map<Long, List<Label>> labelsRead = new HashMap<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final List<JoinedOutcome> joined = new ArrayList<>();
    private int waiting;
    private int newEntities;
    private long waitFrom;
    private long time = Long.MIN_VALUE;

    /** Takes up what the store holds. */
    OutcomeJoinStore(OutcomesConfig config, OutcomeMetrics metrics, KeyValueStore<Bytes, byte[]> store) {
        this.config = config;
        ranked = config.truth() == OutcomesConfig.Truth.MULTICLASS;
        this.metrics = metrics;
        scoredFrames = new OutcomeStore(store, OutcomeStore.SCORED);
        labelFrames = new OutcomeStore(store, OutcomeStore.LABELS);
        scoredFrames.load(this::restoreScored);
        labelFrames.load(this::restoreLabels);
        waitFrom = labelFrames.firstNumber();
    }

    private long restoreScored(long number, byte[] frame) {
        ScoredChunk chunk = ScoredChunk.read(frame);
        if (chunk == null) {
            return OutcomeStore.Visitor.UNKNOWN;
        }
        time = Math.max(time, chunk.storedAt());
        for (int row = 0; row < chunk.events().size(); row++) {
            ScoredEvent event = chunk.events().get(row);
            events.put(TextHash.of(event.eventId()), number * ROWS + row);
            see(event);
        }
        return chunk.storedAt();
    }

    /** A label beyond the wait whose event is not there was given up, or its event is forgotten. */
    private long restoreLabels(long number, byte[] frame) {
        LabelChunk chunk = LabelChunk.read(frame);
        if (chunk == null) {
            return OutcomeStore.Visitor.UNKNOWN;
        }
        time = Math.max(time, chunk.storedAt());
        boolean mayWait = chunk.storedAt() >= time - config.waiting().toMillis();
        for (int row = 0; row < chunk.labels().size(); row++) {
            long id = TextHash.of(chunk.labels().get(row).eventId());
            boolean matched = events.get(id) != LongMap.NONE;
            if (matched || mayWait) {
                boolean isNew = labels.put(id, number * ROWS + row) == LongMap.NONE;
                waiting += isNew && !matched ? 1 : 0;
            }
        }
        return chunk.storedAt();
    }

    /** Remembers a scored frame and joins the labels that waited for its events. */
    List<JoinedOutcome> scored(ScoredFrame frame, @Nullable String experiment, long timestamp) {
        begin(Math.max(time, timestamp));
        newEntities = 0;
        ScoredChunk.of(frame, experiment, time, ranked).parts(PART).forEach(this::remember);
        return end();
    }

    private void remember(ScoredChunk chunk) {
        long place = scoredFrames.nextNumber() * ROWS;
        for (ScoredEvent event : chunk.events()) {
            newEntities += see(event) ? 1 : 0;
            long id = TextHash.of(event.eventId());
            boolean known = events.put(id, place++) != LongMap.NONE;
            long label = waiting > 0 && !known ? labels.get(id) : LongMap.NONE;
            if (label != LongMap.NONE) {
                waiting--;
                count(Fate.LATE_JOINED);
                joined.add(new JoinedOutcome(event, label(label), null));
            }
        }
        scoredFrames.append(time, chunk.toBytes());
    }

    /** Whether this is the entity's first event of its variant, among those that are remembered. */
    private boolean see(ScoredEvent event) {
        return event.experiment() != null
                && seen.put(TextHash.of(event.experiment() + ' ' + event.variant() + ' ' + event.entity()), 1)
                        == LongMap.NONE;
    }

    /** Entities whose first event of an experiment's variant was in the last scored frame. */
    int newEntities() {
        return newEntities;
    }

    /** Joins a frame of labels with the events that are known; the others wait. */
    List<JoinedOutcome> labelled(List<Label> frame, long timestamp) {
        begin(time == Long.MIN_VALUE ? timestamp : time);
        List<Label> kept = new ArrayList<>(frame.size());
        Map<Long, Label> ofThisFrame = new HashMap<>();
        for (Label label : frame) {
            long id = TextHash.of(label.eventId());
            Label known = ofThisFrame.containsKey(id) ? ofThisFrame.get(id) : knownLabel(id);
            if (known != null && !isNews(label, known)) {
                count(Fate.DUPLICATE);
                continue;
            }
            ofThisFrame.put(id, label);
            labels.put(id, labelFrames.nextNumber() * ROWS + kept.size());
            kept.add(label);
            join(id, label, known);
            if (kept.size() == PART) {
                append(kept);
            }
        }
        append(kept);
        return end();
    }

    private void append(List<Label> kept) {
        if (!kept.isEmpty()) {
            labelFrames.append(time, new LabelChunk(time, kept).toBytes());
            kept.clear();
        }
    }

    private static boolean isNews(Label label, Label known) {
        return !label.truth().equals(known.truth()) && label.time() >= known.time();
    }

    private void join(long id, Label label, @Nullable Label known) {
        long place = events.get(id);
        ScoredEvent event = place == LongMap.NONE ? null : event(place);
        if (known != null) {
            count(Fate.CORRECTED);
        }
        if (event == null) {
            if (known == null) {
                count(Fate.WAITING);
                waiting++;
            }
            return;
        }
        if (known == null) {
            count(Fate.JOINED);
        }
        joined.add(new JoinedOutcome(event, label, known == null ? null : known.truth()));
    }

    private @Nullable Label knownLabel(long id) {
        long place = labels.get(id);
        return place == LongMap.NONE ? null : label(place);
    }

    private Label label(long place) {
        return labelsRead.computeIfAbsent(place / ROWS, this::readLabels).get((int) (place % ROWS));
    }

    private ScoredEvent event(long place) {
        return read.computeIfAbsent(place / ROWS, this::readScored).get((int) (place % ROWS));
    }

    private List<ScoredEvent> readScored(long number) {
        return Objects.requireNonNull(ScoredChunk.read(scoredFrames.get(number)), "unknown frames are not indexed")
                .events();
    }

    private List<Label> readLabels(long number) {
        return Objects.requireNonNull(LabelChunk.read(labelFrames.get(number)), "unknown frames are not indexed")
                .labels();
    }

    private void begin(long now) {
        joined.clear();
        fates.clear();
        read.clear();
        labelsRead.clear();
        time = now;
        giveUp();
        forgetEvents();
        forgetLabels();
    }

    private List<JoinedOutcome> end() {
        fates.forEach(metrics::labels);
        return List.copyOf(joined);
    }

    private void count(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
    }

    /** Labels whose event did not come within the wait. */
    private void giveUp() {
        long before = time - config.waiting().toMillis();
        while (waitFrom < labelFrames.nextNumber() && labelFrames.storedAt(waitFrom) < before) {
            if (waiting > 0) {
                drop(waitFrom, true);
            }
            waitFrom++;
        }
    }

    private void drop(long number, boolean unmatchedOnly) {
        List<Label> chunk = readLabels(number);
        for (int row = 0; row < chunk.size(); row++) {
            long id = TextHash.of(chunk.get(row).eventId());
            boolean unmatched = events.get(id) == LongMap.NONE;
            if ((unmatched || !unmatchedOnly) && labels.remove(id, number * ROWS + row) && unmatched) {
                waiting--;
                count(Fate.UNMATCHED);
            }
        }
    }

    /** A label that waited is older than its event, and must stay as long: without it a repetition would be news. */
    private void forgetLabels() {
        long before = time - config.retention().toMillis() - config.waiting().toMillis();
        for (long oldest = labelFrames.oldestBefore(before); oldest >= 0; oldest = labelFrames.oldestBefore(before)) {
            drop(oldest, false);
            labelFrames.deleteOldest();
        }
        waitFrom = Math.max(waitFrom, labelFrames.firstNumber());
    }

    private void forgetEvents() {
        long before = time - config.retention().toMillis();
        int labelled = 0;
        int unlabelled = 0;
        for (long oldest = scoredFrames.oldestBefore(before); oldest >= 0; oldest = scoredFrames.oldestBefore(before)) {
            List<ScoredEvent> chunk = readScored(oldest);
            for (int row = 0; row < chunk.size(); row++) {
                long id = TextHash.of(chunk.get(row).eventId());
                if (events.remove(id, oldest * ROWS + row)) {
                    long label = labels.get(id);
                    boolean had = label != LongMap.NONE && labels.remove(id, label);
                    labelled += had ? 1 : 0;
                    unlabelled += had ? 0 : 1;
                }
            }
            scoredFrames.deleteOldest();
        }
        if (labelled + unlabelled > 0) {
            metrics.forgotten(labelled, unlabelled);
        }
    }

    /** Labels whose event is not there yet. */
    int waiting() {
        return waiting;
    }
}
