package io.riffle.window;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windowed history of one entity, unpacked: read its record, add the entity's events in order, write the record
 * back. One object serves entity after entity and allocates nothing but the written bytes; it is not thread-safe.
 *
 * <p>What the features of an event are:
 *
 * <ul>
 *   <li>A window is the last {@code over / every} buckets up to and including the bucket of the event, right after the event was added:
 *       a late event is answered for the window that ends with its own bucket, without what came later.
 *   <li>COUNT counts events; the other aggregates ignore events whose value is missing. Without any value SUM and DISTINCT are 0;
 *       MEAN, MIN, MAX and STD are missing. STD is the population's. DISTINCT is exact for few values, see
 *       {@code DistinctSketches}.
 *   <li>SINCE_LAST is the milliseconds since the newest event before this one, whatever the window's length: missing for the entity's first event, 0
 *       for a late one.
 *   <li>An entity is forgotten {@code forgetAfter} after its newest event: a later event is its first again.
 *   <li>Buckets are remembered for the window's length plus the lateness, counted back from the entity's newest event. An event
 *       that is at most {@code lateness} behind finds its window whole. One that is behind all remembered buckets is
 *       too late: it is answered as if it were alone and changes nothing. The entity's newest event decides, so an event
 *       dated far ahead would make the next ones too late; the caller knows when it was written and passes that instead.
 * </ul>
 *
 * The answers depend on the events and their order only, not on how often the record was written and read in between.
 *
 * <p>Record, version 1: the version byte, the newest event time, the number of rings, and of each ring its
 * fingerprint, its length in bytes and its buckets. A ring that no declared window needs is
 * dropped, and a window whose ring is not in the record (or whose record has another version) starts empty and is whole
 * again after {@code over}: the alternative, to stop, would turn every change of a declaration into an outage.
 */
public final class EntityHistory {
    /** For how late events a window is kept whole. */
    public static final Duration LATENESS = Duration.ofMinutes(2);

    /** How long an entity without events is remembered. */
    public static final Duration FORGET_AFTER = Duration.ofDays(30);

    private static final byte VERSION = 1;
    private static final long NO_EVENT = Long.MIN_VALUE;

    private final Ring[] rings;
    private final int[] fingerprints;
    private final WindowAnswer[] answers;
    private final long forgetAfter;
    private final RecordReader reader = new RecordReader();
    private final RecordWriter writer = new RecordWriter();
    private final RecordWriter block = new RecordWriter();
    private long newest = NO_EVENT;

    /** Throws {@link IllegalArgumentException} with all problems of the windows. */
    public EntityHistory(List<WindowSpec> windows, FeatureSchema schema) {
        this(windows, schema, LATENESS, FORGET_AFTER);
    }

    public EntityHistory(List<WindowSpec> windows, FeatureSchema schema, Duration lateness, Duration forgetAfter) {
        check(windows, schema);
        this.forgetAfter = forgetAfter.toMillis();
        rings = RingLayout.of(windows, schema, lateness).stream().map(Ring::new).toArray(Ring[]::new);
        fingerprints = new int[rings.length];
        for (int i = 0; i < rings.length; i++) {
            fingerprints[i] = rings[i].layout().fingerprint();
        }
        answers = windows.stream()
                .map(window -> new WindowAnswer(window, schema, ringOf(window)))
                .toArray(WindowAnswer[]::new);
    }

    /**
     * Takes up the history of another entity; null where there is none yet.
     *
     * @throws IllegalStateException if the record is damaged
     */
    public void read(byte @Nullable [] record) {
        clear();
        if (record == null || record.length == 0 || record[0] != VERSION) {
            return;
        }
        try {
            readRings(record);
        } catch (IndexOutOfBoundsException e) {
            clear();
            throw new IllegalStateException(
                    "an entity's history must be a whole record of version " + VERSION + ": " + record.length
                            + " bytes are cut or damaged",
                    e);
        }
    }

    /**
     * Adds the event in row {@code row} of the table and writes its history features into the same row.
     *
     * @param time event time, milliseconds since the epoch
     * @return false if the event was too late for all windows, so that nothing changed
     */
    public boolean add(FeatureTable features, int row, long time) {
        forget(time);
        double sinceLast = sinceLast(time);
        newest = Math.max(newest, time);
        boolean kept = rings.length == 0;
        for (Ring ring : rings) {
            kept |= ring.add(features, row, time, newest);
        }
        answer(features, row, sinceLast);
        return kept;
    }

    /** Writes the features that the entity has at {@code time} into a row, without an event. */
    public void answer(FeatureTable features, int row, long time) {
        forget(time);
        for (Ring ring : rings) {
            ring.seek(time);
        }
        answer(features, row, sinceLast(time));
    }

    /** The record of this entity, to be stored; null where it has no event. */
    public byte @Nullable [] write() {
        if (newest == NO_EVENT) {
            return null;
        }
        writer.clear();
        writer.writeByte(VERSION);
        writer.writeSigned(newest);
        writer.writeUnsigned(rings.length);
        for (int i = 0; i < rings.length; i++) {
            block.clear();
            rings[i].write(block, newest);
            writer.writeInt(fingerprints[i]);
            writer.writeBlock(block);
        }
        return writer.toBytes();
    }

    /**
     * The event time of the newest event in a record, milliseconds since the epoch; 0 where it has another version, which
     * reads as no history.
     */
    public static long newest(byte[] record) {
        if (record.length == 0 || record[0] != VERSION) {
            return 0;
        }
        RecordReader reader = new RecordReader();
        reader.open(record);
        reader.moveTo(1);
        return reader.readSigned();
    }

    private void forget(long time) {
        if (newest != NO_EVENT && time - newest > forgetAfter) {
            clear();
        }
    }

    private void clear() {
        newest = NO_EVENT;
        for (Ring ring : rings) {
            ring.clear();
        }
    }

    private void readRings(byte[] record) {
        reader.open(record);
        reader.moveTo(1);
        newest = reader.readSigned();
        long stored = reader.readUnsigned();
        for (long i = 0; i < stored; i++) {
            Ring ring = ringOf(reader.readInt());
            int length = (int) reader.readUnsigned();
            int end = reader.position() + length;
            if (ring != null) {
                ring.read(reader, newest);
            }
            reader.moveTo(end);
        }
    }

    private void answer(FeatureTable features, int row, double sinceLast) {
        for (WindowAnswer answer : answers) {
            answer.write(features, row, sinceLast);
        }
    }

    private double sinceLast(long time) {
        return newest == NO_EVENT ? Double.NaN : (double) Math.max(0, time - newest);
    }

    private @Nullable Ring ringOf(int fingerprint) {
        for (int i = 0; i < rings.length; i++) {
            if (fingerprints[i] == fingerprint) {
                return rings[i];
            }
        }
        return null;
    }

    private @Nullable Ring ringOf(WindowSpec window) {
        for (Ring ring : rings) {
            if (ring.layout().answers(window)) {
                return ring;
            }
        }
        return null;
    }

    private static void check(List<WindowSpec> windows, FeatureSchema schema) {
        List<String> problems = windows.stream()
                .flatMap(window -> WindowProblems.in(window, schema).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }
}
