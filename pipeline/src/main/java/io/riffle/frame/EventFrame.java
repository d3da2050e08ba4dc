package io.riffle.frame;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.schema.Degradation;
import io.riffle.window.EntityHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accepted events of one frame: identity, event time and feature columns. It is filled by decode, completed by the
 * stages after it and reused for the next frame, so it must not be kept beyond one {@code process()} call.
 */
public final class EventFrame {
    private final FeatureTable features;
    private final int eventTimeColumn;
    private final List<FrameRow> rows = new ArrayList<>();
    private final List<String> eventIds = new ArrayList<>();
    private final List<String> entities = new ArrayList<>();
    private long[] eventTimes;
    /** Entities in UTF-8, once they were asked for: keys of stores and of records. */
    private byte[] @Nullable [] entityKeys;

    private final EntityRows entityRows = new EntityRows();
    private boolean grouped;
    private Set<Degradation>[] degradations;
    private @Nullable List<String>[] warnings;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public EventFrame(FeatureSchema schema, int capacity) {
        features = new FeatureTable(schema, capacity);
        eventTimeColumn = schema.column(FeatureSchema.EVENT_TIME);
        eventTimes = new long[capacity];
        entityKeys = new byte[capacity][];
        degradations = new Set[capacity];
        warnings = new List[capacity];
    }

    /** Empties the frame and makes room for {@code rows} rows, all features missing. */
    public void clear(int capacity) {
        features.clear(capacity);
        rows.clear();
        eventIds.clear();
        entities.clear();
        grouped = false;
        if (capacity > eventTimes.length) {
            eventTimes = new long[capacity];
            entityKeys = new byte[capacity][];
            degradations = Arrays.copyOf(degradations, capacity);
            warnings = Arrays.copyOf(warnings, capacity);
        }
        Arrays.fill(entityKeys, null);
        Arrays.fill(degradations, null);
        Arrays.fill(warnings, null);
    }

    /** Accepts the event whose features stand in row {@link #size()} of the table. */
    public void add(FrameRow row, String eventId, String entity, long eventTime) {
        eventTimes[rows.size()] = eventTime;
        entityKeys[rows.size()] = null;
        if (eventTimeColumn >= 0) {
            features.number(eventTimeColumn, rows.size(), (double) eventTime);
        }
        rows.add(row);
        eventIds.add(eventId);
        entities.add(entity);
        grouped = false;
    }

    /** Accepts a row of another frame of the same schema, with all that is known about it. */
    public void take(EventFrame from, int row) {
        int to = rows.size();
        rows.add(from.rows.get(row));
        eventIds.add(from.eventIds.get(row));
        entities.add(from.entities.get(row));
        eventTimes[to] = from.eventTimes[row];
        entityKeys[to] = from.entityKeys[row];
        grouped = false;
        degradations[to] = from.degradations[row];
        warnings[to] = from.warnings[row];
        features.copy(from.features, row, to);
    }

    public int size() {
        return rows.size();
    }

    public FeatureTable features() {
        return features;
    }

    public FrameRow row(int row) {
        return rows.get(row);
    }

    public String eventId(int row) {
        return eventIds.get(row);
    }

    public String entity(int row) {
        return entities.get(row);
    }

    /** The entity in UTF-8, not to be written to. */
    public byte[] entityKey(int row) {
        byte[] key = entityKeys[row];
        if (key == null) {
            key = entities.get(row).getBytes(StandardCharsets.UTF_8);
            entityKeys[row] = key;
        }
        return key;
    }

    /** The rows by entity; good until a row comes or goes. */
    public EntityRows entityRows() {
        if (!grouped) {
            entityRows.group(this);
            grouped = true;
        }
        return entityRows;
    }

    /** Milliseconds since the epoch. */
    public long eventTime(int row) {
        return eventTimes[row];
    }

    /**
     * How far event time has come with this row: its event time, or when its record was written, if it is dated after
     * that. It cannot have happened later, and one wrong clock must not make the events of all others late.
     */
    public long reachedTime(int row) {
        long written = rows.get(row).timestamp();
        return written > 0 ? Math.min(eventTimes[row], written) : eventTimes[row];
    }

    /** Gives all rows timestamps that their outputs can be written with. */
    public void date(RecordDates dates) {
        dates.date(rows);
    }

    /**
     * When the event counts in its entity's history: its event time, or when its record was written, if it is dated further
     * after that than a history is late anyway. Clocks differ by a little; one that is wrong by a year must not make
     * the entity's next events too late until that year is over.
     */
    public long countedTime(int row) {
        long reached = reachedTime(row);
        return eventTimes[row] - reached <= EntityHistory.LATENESS.toMillis() ? eventTimes[row] : reached;
    }

    /** The latest {@link #reachedTime} of all rows; there must be one. */
    public long latestReachedTime() {
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < size(); row++) {
            latest = Math.max(latest, reachedTime(row));
        }
        return latest;
    }

    public void degrade(int row, Degradation degradation) {
        if (degradations[row] == null) {
            degradations[row] = EnumSet.noneOf(Degradation.class);
        }
        degradations[row].add(degradation);
    }

    public Set<Degradation> degradations(int row) {
        return degradations[row] == null ? Set.of() : degradations[row];
    }

    /** Marks an accepted event, for example {@code unknown_category:service}. */
    public void warn(int row, String warning) {
        List<String> list = warnings[row];
        if (list == null) {
            list = new ArrayList<>(2);
            warnings[row] = list;
        }
        list.add(warning);
    }

    public List<String> warnings(int row) {
        List<String> list = warnings[row];
        return list == null ? List.of() : list;
    }

    /** Removes the rows that are not in {@code kept}; the others keep their order. */
    public void retain(BitSet kept) {
        int to = 0;
        grouped = false;
        for (int from = kept.nextSetBit(0); from >= 0 && from < size(); from = kept.nextSetBit(from + 1)) {
            if (from != to) {
                rows.set(to, rows.get(from));
                eventIds.set(to, eventIds.get(from));
                entities.set(to, entities.get(from));
                eventTimes[to] = eventTimes[from];
                entityKeys[to] = entityKeys[from];
                degradations[to] = degradations[from];
                warnings[to] = warnings[from];
                features.move(from, to);
            }
            to++;
        }
        rows.subList(to, rows.size()).clear();
        eventIds.subList(to, eventIds.size()).clear();
        entities.subList(to, entities.size()).clear();
    }
}
