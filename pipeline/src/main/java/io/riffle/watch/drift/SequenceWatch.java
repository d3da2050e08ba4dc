package io.riffle.watch.drift;

import io.riffle.config.DriftDetector;
import io.riffle.config.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Severity;
import io.riffle.stats.sequential.Adwin;
import io.riffle.stats.sequential.ErrorRateDetector;
import io.riffle.stats.sequential.PageHinkley;
import io.riffle.stats.sequential.SequentialDetector;
import io.riffle.watch.alert.AlertSignal;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * One detector of one stream of values in one partition. What it finds is a moment, and an alert lasts: it is taken as over
 * when no further change came for a while.
 */
final class SequenceWatch {
    private static final long NEVER = Long.MIN_VALUE;

    private final DriftDetector kind;
    private final SequentialDetector detector;
    private final AlertSubject subject;
    private final long lasts;
    private long foundAt = NEVER;
    private long latest = NEVER;

    /**
     * Nothing seen yet.
     *
     * @param lasts milliseconds of event time after a change
     */
    SequenceWatch(DriftDetector kind, AlertSubject subject, long lasts) {
        this.kind = kind;
        this.subject = subject;
        this.lasts = lasts;
        detector = switch (kind) {
            case ADWIN -> new Adwin(0.002);
            case PAGE_HINKLEY -> new PageHinkley(0.25, 50, 30);
            case DDM -> new ErrorRateDetector();
        };
    }

    /** The subject: the partition belongs to it, since each has an order of its own. */
    static AlertSubject subject(String version, String variant, String name, DriftDetector kind, int partition) {
        String detector = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new AlertSubject(version, variant, name + "." + detector + "." + partition);
    }

    /** Takes the next value, of an event at that time; for ADWIN and Page-Hinkley in deviations from the reference's mean. */
    boolean add(double value, long time) {
        latest = Math.max(latest, time);
        boolean changed = detector.add(kind == DriftDetector.ADWIN ? 1 / (1 + Math.exp(-value)) : value);
        if (changed) {
            foundAt = latest;
        }
        return changed;
    }

    /**
     * What there is to tell after some values.
     *
     * @param changed whether one of them was a change
     */
    Optional<AlertSignal> signal(boolean changed) {
        if (changed) {
            return Optional.of(signal(Severity.MEDIUM, "has found a change of the mean"));
        }
        if (foundAt != NEVER && latest - foundAt >= lasts) {
            foundAt = NEVER;
            return Optional.of(signal(Severity.NONE, "has found no further change"));
        }
        return Optional.empty();
    }

    private AlertSignal signal(Severity severity, String found) {
        long from = foundAt == NEVER ? latest : foundAt;
        double value = severity == Severity.NONE ? 0 : 1;
        Finding finding = new Finding(severity, value, 1, subject.text() + " " + found);
        return new AlertSignal(Watched.DRIFT, subject, finding, from, latest);
    }

    byte[] toBytes() {
        byte[] state = detector.toBytes();
        return ByteBuffer.allocate(2 * Long.BYTES + state.length)
                .putLong(foundAt)
                .putLong(latest)
                .put(state)
                .array();
    }

    /** What was found stays until it is over; values on another scale are nothing to go on from. */
    void restoreFindings(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        foundAt = bytes.getLong();
        latest = bytes.getLong();
    }

    void restore(byte[] stored) {
        restoreFindings(stored);
        ByteBuffer bytes = ByteBuffer.wrap(stored, 2 * Long.BYTES, stored.length - 2 * Long.BYTES);
        byte[] state = new byte[bytes.remaining()];
        bytes.get(state);
        detector.restore(state);
    }
}
