package io.riffle.decode.value;

import io.riffle.feature.FeatureStatus;
import io.riffle.feature.FeatureTable;
import io.riffle.frame.EventFrame;
import io.riffle.frame.FrameRow;
import io.riffle.schema.QualityWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known so far of the event that is being decoded; reused from event to event. */
public final class EventDraft {
    private static final long UNKNOWN_TIME = Long.MIN_VALUE;

    private final long[] seen;
    private final EnumSet<QualityWarning> warningKinds = EnumSet.noneOf(QualityWarning.class);
    private final List<String> warnings = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String entity;
    private long time;
    private @Nullable String envelopeId;
    private long envelopeTime;
    private @Nullable String specVersion;
    private FeatureTable table;
    private int row;
    private int requiredGiven;

    public EventDraft(int members, FeatureTable table) {
        seen = new long[(members >> 6) + 1];
        this.table = table;
    }

    public void start(EventFrame target) {
        Arrays.fill(seen, 0);
        warningKinds.clear();
        warnings.clear();
        id = null;
        entity = null;
        time = UNKNOWN_TIME;
        envelopeId = null;
        envelopeTime = UNKNOWN_TIME;
        specVersion = null;
        table = target.features();
        row = target.size();
        requiredGiven = 0;
    }

    /** False where that member was seen before. */
    public boolean see(int member) {
        long bit = 1L << member;
        boolean first = (seen[member >> 6] & bit) == 0;
        seen[member >> 6] |= bit;
        return first;
    }

    /** Forgets that a member was seen: it occurs in each element of an array. */
    public void forget(int member) {
        seen[member >> 6] &= ~(1L << member);
    }

    public void number(int column, double value) {
        table.number(column, row, value);
    }

    public void text(int column, String value) {
        table.text(column, row, value);
    }

    public void image(int column, byte[] value) {
        table.image(column, row, value);
    }

    public void warn(QualityWarning kind, String warning) {
        warningKinds.add(kind);
        warnings.add(warning);
    }

    /** Counts an event of which a value was read as another type, as it is declared. */
    public void coerced() {
        warningKinds.add(QualityWarning.COERCED_FIELD);
    }

    public boolean isMissing(int column) {
        return table.status(column, row) == FeatureStatus.MISSING;
    }

    /** Once per event: one name is enough to find out which producer sends them. */
    public void undeclared(String name) {
        if (warningKinds.add(QualityWarning.UNDECLARED_FIELD)) {
            warnings.add(QualityWarning.UNDECLARED_FIELD.label() + ":" + Found.name(name));
        }
    }

    /** Counts a required member that has a value. */
    public void giveRequired() {
        requiredGiven++;
    }

    /** How many required members have a value, as far as they were counted. */
    public int requiredGiven() {
        return requiredGiven;
    }

    public void id(@Nullable String value) {
        id = value;
    }

    public void entity(@Nullable String value) {
        entity = value;
    }

    public void time(long milliseconds) {
        time = milliseconds;
    }

    public void envelopeId(@Nullable String value) {
        envelopeId = value;
    }

    public void envelopeTime(long milliseconds) {
        envelopeTime = milliseconds;
    }

    public void specVersion(@Nullable String value) {
        specVersion = value;
    }

    @Nullable
    public String specVersion() {
        return specVersion;
    }

    /** The event's own id, or the one of its CloudEvents envelope. */
    @Nullable
    public String id() {
        return id == null ? envelopeId : id;
    }

    @Nullable
    public String entity() {
        return entity;
    }

    public boolean hasTime() {
        return time() != UNKNOWN_TIME;
    }

    /** The event's own time, or the one of its CloudEvents envelope; {@link #hasTime} says whether there is one. */
    public long time() {
        return time == UNKNOWN_TIME ? envelopeTime : time;
    }

    /** Hands the finished event over. */
    public void accept(FrameRow source, String eventId, String entityId, long eventTime, EventFrame target) {
        for (int i = 0; i < warnings.size(); i++) {
            target.warn(row, warnings.get(i));
        }
        target.add(source, eventId, entityId, eventTime);
    }

    public EnumSet<QualityWarning> warningKinds() {
        return warningKinds;
    }
}
