package io.riffle.window;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * <p>Record, version 2: the version byte, the newest event time, the number of rings, and of each ring the
 * fingerprint of what its buckets store, its length in bytes, how many buckets were remembered, since when it is whole (see
 * {@code RingGaps}), and its buckets. Version 1 had neither of the last but one.
 *
 * <p>When the declared windows change, what can be kept is kept: the buckets of one field with one resolution, and of them
 * each aggregate that was stored. What was not stored begins anew: a ring with its next event, an aggregate that is
 * added to a ring with the next bucket, and {@link #isWhole} is false until the window is whole again. A ring that no window
 * needs any more is dropped. The alternative, to stop, would turn every change of a declaration into an outage.
 */
public final class EntityHistory {
    /** For how late events a window is kept whole. */
    public static final Duration LATENESS = Duration.ofMinutes(2);

    /** How long an entity without events is remembered. */
    public static final Duration FORGET_AFTER = Duration.ofDays(30);

    private static final byte VERSION = 2;
    private static final byte WITHOUT_GAPS = 1;
    private static final long NO_EVENT = Long.MIN_VALUE;

    private final List<WindowSpec> windows;
    private final Ring[] rings;
    private final int[] fingerprints;
    private final WindowAnswer[] answers;
    private final long forgetAfter;
    private final RecordReader reader = new RecordReader();
    private final RecordWriter writer = new RecordWriter();
    private final RecordWriter block = new RecordWriter();
    /** What rings may have stored before a declaration changed, by fingerprint. */
    private final Map<Integer, RingLayout> earlier = new HashMap<>();

    private long newest = NO_EVENT;
    private boolean whole = true;

    /** Throws {@link IllegalArgumentException} with all problems of the windows. */
    public EntityHistory(List<WindowSpec> windows, FeatureSchema schema) {
        this(windows, schema, LATENESS, FORGET_AFTER);
    }

    public EntityHistory(List<WindowSpec> windows, FeatureSchema schema, Duration lateness, Duration forgetAfter) {
        check(windows, schema);
        this.windows = List.copyOf(windows);
        this.forgetAfter = forgetAfter.toMillis();
        rings = RingLayout.of(windows, schema, lateness).stream().map(Ring::new).toArray(Ring[]::new);
        fingerprints = new int[rings.length];
        for (int i = 0; i < rings.length; i++) {
            fingerprints[i] = rings[i].layout().fingerprint();
            rings[i].layout().variants().forEach(variant -> earlier.put(variant.fingerprint(), variant));
        }
        answers = windows.stream()
                .map(window -> new WindowAnswer(window, schema, ringOf(window)))
                .toArray(WindowAnswer[]::new);
    }

    /**
     * Takes up the history of another entity; null if there is none yet.
     *
     * @throws IllegalStateException if the record is damaged
     */
    public void read(byte @Nullable [] record) {
        clear();
        if (record == null || record.length == 0) {
            return;
        }
        if (!isKnown(record)) {
            for (Ring ring : rings) {
                ring.beginAnew();
            }
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

    /**
     * Whether the windows of the last answer had all events that they should have; not so while a window begins anew
     * after its declaration changed. An event that is too late is answered as if it were alone, and has them.
     */
    public boolean isWhole() {
        return whole;
    }

    /** Writes the features that the entity has at {@code time} into a row, without an event. */
    public void answer(FeatureTable features, int row, long time) {
        forget(time);
        for (Ring ring : rings) {
            ring.seek(time, Math.max(time, newest));
        }
        answer(features, row, sinceLast(time));
    }

    /** What the windows store, as a text to be kept with the records, for {@link #begunAnew}. */
    public String declaration() {
        return Stream.of(rings).map(ring -> ring.layout().declaration()).collect(Collectors.joining("\n"));
    }

    /** Which windows and features begin anew over records that were stored under another declaration. */
    public List<String> begunAnew(String before) {
        List<String> stored = List.of(before.split("\n"));
        return windows.stream()
                .filter(RingLayout::needsRing)
                .flatMap(
                        window -> Objects.requireNonNull(ringOf(window), "every window has a ring")
                                .layout()
                                .begunAnew(window, stored)
                                .stream())
                .toList();
    }

    /** The record of this entity, to be stored; null if it has no event. */
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
     * The event time of the newest event in a record, milliseconds since the epoch; 0 if it has another version, which
     * reads as no history.
     */
    public static long newest(byte[] record) {
        if (record.length == 0 || !isKnown(record)) {
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
        for (Ring ring : rings) {
            ring.beginAfter(newest);
        }
        long stored = reader.readUnsigned();
        for (long i = 0; i < stored; i++) {
            int fingerprint = reader.readInt();
            int length = (int) reader.readUnsigned();
            int end = reader.position() + length;
            readRing(fingerprint, record[0]);
            reader.moveTo(end);
        }
    }

    private void readRing(int fingerprint, byte version) {
        Ring same = ringOf(fingerprint);
        if (same != null && version == VERSION) {
            same.read(reader, newest);
            return;
        }
        RingLayout before = earlier.get(fingerprint);
        if (before == null) {
            return;
        }
        Ring ring = Objects.requireNonNull(ringOf(before), "variants belong to a ring");
        if (version == VERSION) {
            ring.read(reader, newest, before);
        } else {
            ring.readFirstVersion(reader, newest, before);
        }
    }

    private void answer(FeatureTable features, int row, double sinceLast) {
        whole = true;
        for (WindowAnswer answer : answers) {
            whole &= answer.write(features, row, sinceLast);
        }
    }

    private static boolean isKnown(byte[] record) {
        return record[0] == VERSION || record[0] == WITHOUT_GAPS;
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

    private @Nullable Ring ringOf(RingLayout variant) {
        for (Ring ring : rings) {
            if (ring.layout().of().equals(variant.of()) && ring.layout().every() == variant.every()) {
                return ring;
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
