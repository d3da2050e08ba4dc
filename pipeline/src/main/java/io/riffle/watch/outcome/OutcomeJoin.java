package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.frame.ScoredFrame;
import io.riffle.hash.TextHash;
import io.riffle.metrics.OutcomeMetrics.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels meet scored events of one partition, in any order. What is logged are frames, one chunk each or several; the index from event
 * id to place is kept in memory (two slots of 16 bytes an event) and built again from the logs after a restart. Time is the
 * newest timestamp of the events' records, so that a replay forgets what the first run forgot.
 */
final class OutcomeJoin {
    /** A place is the chunk's number times this plus the row. */
    private static final long ROWS = 1L << 20;
    /** Rows of one chunk at most: with the longest ids still a record that a changelog takes. */
    private static final int PART = 512;

    private final OutcomesConfig config;
    private final ChunkLog<ScoredEvent> scoredLog;
    private final ChunkLog<Label> labelLog;
    private final LongMap events = new LongMap();
    private final LongMap labels = new LongMap();
    private final SeenEntities seen;
    private int waiting;
    private long waitFrom;
    private long time = Long.MIN_VALUE;

    /** Takes up what the logs hold. */
    OutcomeJoin(
            OutcomesConfig config, ChunkLog<ScoredEvent> scoredLog, ChunkLog<Label> labelLog, ChunkLog<Long> seenLog) {
        this.config = config;
        seen = new SeenEntities(seenLog);
        this.scoredLog = scoredLog;
        this.labelLog = labelLog;
        scoredLog.forEach(this::restoreScored);
        labelLog.forEach(this::restoreLabels);
        waitFrom = labelLog.firstNumber();
    }

    private void restoreScored(long number, Chunk<ScoredEvent> chunk) {
        time = Math.max(time, chunk.storedAt());
        for (int row = 0; row < chunk.rows().size(); row++) {
            ScoredEvent event = chunk.rows().get(row);
            events.put(TextHash.of(event.eventId()), number * ROWS + row);
            seen.add(event);
            seen.keep(event.experiment(), chunk.storedAt());
        }
    }

    /** A label beyond the wait whose event is not there was given up, or its event is forgotten. */
    private void restoreLabels(long number, Chunk<Label> chunk) {
        time = Math.max(time, chunk.storedAt());
        boolean mayWait = chunk.storedAt() >= time - config.waiting().toMillis();
        for (int row = 0; row < chunk.rows().size(); row++) {
            long id = TextHash.of(chunk.rows().get(row).eventId());
            boolean matched = events.get(id) != LongMap.NONE;
            if (matched || mayWait) {
                boolean isNew = labels.put(id, number * ROWS + row) == LongMap.NONE;
                if (isNew && !matched) {
                    waiting++;
                }
            }
        }
    }

    /** Remembers a scored frame and joins the labels that waited for its events. */
    JoinResult scored(ScoredFrame frame, @Nullable ExperimentPhase phase, long timestamp) {
        JoinResult result = begin(Math.max(time, timestamp));
        String experiment = phase == null ? null : phase.experiment();
        ScoredChunk chunk = ScoredChunk.of(frame, experiment, time, config.truth() == OutcomesConfig.Truth.MULTICLASS);
        chunk.parts(PART).forEach(part -> remember(part, phase, result));
        seen.keep(experiment, time);
        return result;
    }

    private void remember(ScoredChunk chunk, @Nullable ExperimentPhase phase, JoinResult result) {
        long place = scoredLog.nextNumber() * ROWS;
        for (ScoredEvent event : chunk.rows()) {
            if (seen.add(event)) {
                result.newEntity();
            }
            if (phase != null && seen.add(event, phase)) {
                result.newInPhase();
            }
            long id = TextHash.of(event.eventId());
            boolean known = events.put(id, place++) != LongMap.NONE;
            long label = waiting > 0 && !known ? labels.get(id) : LongMap.NONE;
            if (label != LongMap.NONE) {
                waiting--;
                result.count(Fate.LATE_JOINED);
                result.add(new JoinedOutcome(event, label(label), null));
            }
        }
        scoredLog.append(chunk);
    }

    /** Joins a frame of labels with the events that are known; the others wait. */
    JoinResult labelled(List<Label> frame, long timestamp) {
        JoinResult result = begin(time == Long.MIN_VALUE ? timestamp : time);
        List<Label> kept = new ArrayList<>(frame.size());
        Map<Long, Label> ofThisFrame = new HashMap<>();
        for (Label label : frame) {
            long id = TextHash.of(label.eventId());
            Label known = ofThisFrame.containsKey(id) ? ofThisFrame.get(id) : knownLabel(id);
            if (known != null && !isNews(label, known)) {
                result.count(Fate.DUPLICATE);
                continue;
            }
            ofThisFrame.put(id, label);
            labels.put(id, labelLog.nextNumber() * ROWS + kept.size());
            kept.add(label);
            join(id, label, known, result);
            if (kept.size() == PART) {
                append(kept);
            }
        }
        append(kept);
        return result;
    }

    private void append(List<Label> kept) {
        if (!kept.isEmpty()) {
            labelLog.append(new LabelChunk(time, kept));
            kept.clear();
        }
    }

    private static boolean isNews(Label label, Label known) {
        return !label.truth().equals(known.truth()) && label.time() >= known.time();
    }

    private void join(long id, Label label, @Nullable Label known, JoinResult result) {
        long place = events.get(id);
        if (known != null) {
            result.count(Fate.CORRECTED);
        }
        if (place == LongMap.NONE) {
            if (known == null) {
                result.count(Fate.WAITING);
                waiting++;
            }
            return;
        }
        if (known == null) {
            result.count(Fate.JOINED);
        }
        ScoredEvent event = scoredLog.rows(place / ROWS).get((int) (place % ROWS));
        result.add(new JoinedOutcome(event, label, known == null ? null : known.truth()));
    }

    private @Nullable Label knownLabel(long id) {
        long place = labels.get(id);
        return place == LongMap.NONE ? null : label(place);
    }

    private Label label(long place) {
        return labelLog.rows(place / ROWS).get((int) (place % ROWS));
    }

    private JoinResult begin(long now) {
        scoredLog.forgetRead();
        labelLog.forgetRead();
        time = now;
        JoinResult result = new JoinResult();
        giveUp(result);
        forgetEvents(result);
        forgetLabels(result);
        seen.forgetBefore(time - config.retention().toMillis());
        return result;
    }

    /** Labels whose event did not come within the wait. */
    private void giveUp(JoinResult result) {
        long before = time - config.waiting().toMillis();
        while (waitFrom < labelLog.nextNumber() && labelLog.storedAt(waitFrom) < before) {
            if (waiting > 0) {
                drop(waitFrom, true, result);
            }
            waitFrom++;
        }
    }

    private void drop(long number, boolean unmatchedOnly, JoinResult result) {
        List<Label> chunk = labelLog.rows(number);
        for (int row = 0; row < chunk.size(); row++) {
            long id = TextHash.of(chunk.get(row).eventId());
            boolean unmatched = events.get(id) == LongMap.NONE;
            if ((unmatched || !unmatchedOnly) && labels.remove(id, number * ROWS + row) && unmatched) {
                waiting--;
                result.count(Fate.UNMATCHED);
            }
        }
    }

    /** A label that waited is older than its event, and must stay as long: without it a repetition would be news. */
    private void forgetLabels(JoinResult result) {
        long before = time - config.retention().toMillis() - config.waiting().toMillis();
        for (long oldest = labelLog.oldestBefore(before); oldest >= 0; oldest = labelLog.oldestBefore(before)) {
            drop(oldest, false, result);
            labelLog.deleteOldest();
        }
        waitFrom = Math.max(waitFrom, labelLog.firstNumber());
    }

    private void forgetEvents(JoinResult result) {
        long before = time - config.retention().toMillis();
        for (long oldest = scoredLog.oldestBefore(before); oldest >= 0; oldest = scoredLog.oldestBefore(before)) {
            List<ScoredEvent> chunk = scoredLog.rows(oldest);
            for (int row = 0; row < chunk.size(); row++) {
                long id = TextHash.of(chunk.get(row).eventId());
                if (events.remove(id, oldest * ROWS + row)) {
                    long label = labels.get(id);
                    result.forgotten(label != LongMap.NONE && labels.remove(id, label));
                }
            }
            scoredLog.deleteOldest();
        }
    }

    /** Labels whose event is not there yet. */
    int waiting() {
        return waiting;
    }
}
