package io.riffle.decode;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.EventTimeConfig;
import io.riffle.config.EventTimeConfig.TimeUnit;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Reads an event time and compares it with the record's timestamp. All results are milliseconds since the epoch. */
final class EventTimeRule {
    /** The end of the year 9999: later times are mistakes of unit and overflow the windows' arithmetic. */
    static final long LATEST = 253_402_300_799_999L;

    private final String path;
    private final TimeUnit unit;
    private final long maxAge;
    private final long maxAhead;

    EventTimeRule(EventTimeConfig config) {
        path = config.field().orElse("the event time");
        unit = config.unit();
        maxAge = config.maxAge().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        maxAhead = config.maxAhead().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    }

    long read(JsonParser parser) throws IOException, RefusedException {
        if (unit == TimeUnit.ISO) {
            return readIso(parser);
        }
        return milliseconds(NumberSyntax.wholeNumber(parser, path));
    }

    private long milliseconds(long value) throws RefusedException {
        long milliseconds = scaled(value);
        return isPlausible(milliseconds) ? milliseconds : plausible(milliseconds, Long.toString(value));
    }

    /** Whether times are text. */
    boolean isIso() {
        return unit == TimeUnit.ISO;
    }

    /** A number in the declared unit as milliseconds; where it is out of range, something that is not plausible. */
    long scaled(long value) {
        if (value < 0) {
            return -1;
        }
        return switch (unit) {
            case S -> value > LATEST / 1000 ? Long.MAX_VALUE : value * 1000;
            case US -> Math.floorDiv(value, 1000L);
            case MS, ISO -> value;
        };
    }

    static boolean isPlausible(long milliseconds) {
        return milliseconds >= 0 && milliseconds <= LATEST;
    }

    /** A time from a header: a whole number in the declared unit, or ISO 8601. */
    long text(String text) throws RefusedException {
        if (unit == TimeUnit.ISO) {
            return iso(text);
        }
        if (!text.matches("\\d{1,18}")) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE, path + " must be an integer: was " + Found.text(text));
        }
        return milliseconds(Long.parseLong(text));
    }

    private long readIso(JsonParser parser) throws IOException, RefusedException {
        String text = new TextRule(path, 0).read(parser);
        if (text == null) {
            throw missing();
        }
        return iso(text);
    }

    /** ISO 8601 with an offset, for example {@code 2026-01-31T12:00:00Z}. */
    long iso(String text) throws RefusedException {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            boolean near = time.getYear() >= 1970 - 1 && time.getYear() <= 9999 + 1;
            return plausible(near ? time.toInstant().toEpochMilli() : -1, text);
        } catch (DateTimeException notATime) {
            throw new RefusedException(
                    DeadLetterReason.WRONG_TYPE,
                    path + " must be an ISO 8601 time with an offset: was " + Found.text(text));
        }
    }

    /** The record's timestamp as event time. */
    long recorded(long timestamp) throws RefusedException {
        return isPlausible(timestamp) ? timestamp : plausible(timestamp, Long.toString(timestamp));
    }

    void checkBounds(long eventTime, long recordTimestamp) throws RefusedException {
        if (recordTimestamp < 0) {
            return;
        }
        long age = recordTimestamp - eventTime;
        if (age > maxAge) {
            throw outside(DeadLetterReason.TOO_OLD, maxAge, age, "before", eventTime);
        }
        if (-age > maxAhead) {
            throw outside(DeadLetterReason.IN_FUTURE, maxAhead, -age, "after", eventTime);
        }
    }

    RefusedException missing() {
        return new RefusedException(DeadLetterReason.MISSING_FIELD, path + " must be present: was missing or null");
    }

    private long plausible(long milliseconds, String found) throws RefusedException {
        if (!isPlausible(milliseconds)) {
            throw new RefusedException(
                    DeadLetterReason.OUT_OF_RANGE,
                    path + " must be between the years 1970 and 9999: was " + Found.name(found));
        }
        return milliseconds;
    }

    private RefusedException outside(
            DeadLetterReason reason, long allowed, long found, String direction, long eventTime) {
        return new RefusedException(
                reason,
                path + " must be at most " + allowed + " ms " + direction + " the record's timestamp: was " + found
                        + " ms " + direction + " (" + eventTime + ")");
    }
}
