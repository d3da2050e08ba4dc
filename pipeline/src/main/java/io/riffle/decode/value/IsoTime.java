package io.riffle.decode.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Reads ISO 8601 as producers write it: {@code 2026-01-31T12:00:00Z}, with a blank for the T, without seconds, with any
 * fraction, with offsets such as {@code +01:00}, {@code +0100}, {@code +01}, {@code Z} and {@code UTC}, or a day alone.
 */
final class IsoTime {
    /** Resolves what has no offset. */
    interface Zone {
        /**
         * Milliseconds since the epoch.
         *
         * @throws DateTimeException if that is not one time
         */
        long milliseconds(LocalDateTime local);
    }

    private static final long DAY_SECONDS = 86_400;
    /** Of a millisecond. */
    private static final long NANOSECONDS = 1_000_000;

    private final Zone zone;
    private String text = "";
    private int at;

    IsoTime(Zone zone) {
        this.zone = zone;
    }

    /**
     * Milliseconds since the epoch, rounded down.
     *
     * @throws DateTimeException if the text is no time, or not one time in the zone
     */
    long milliseconds(String iso) {
        text = iso;
        at = 0;
        if (!iso.isEmpty() && (iso.charAt(0) == '+' || iso.charAt(0) == '-')) {
            return farYear(iso);
        }
        LocalDate date = LocalDate.of(digits(4), afterwards('-'), afterwards('-'));
        if (at == text.length()) {
            return zone.milliseconds(date.atStartOfDay());
        }
        char separator = text.charAt(at++);
        if (separator != 'T' && separator != 't' && separator != ' ') {
            throw noTime();
        }
        LocalTime time = time();
        if (at == text.length()) {
            return zone.milliseconds(date.atTime(time));
        }
        long seconds = date.toEpochDay() * DAY_SECONDS - offsetSeconds();
        return seconds * 1000 + time.toNanoOfDay() / NANOSECONDS;
    }

    /** Only to tell that it is out of range: such years are written with a sign. */
    private static long farYear(String iso) {
        OffsetDateTime time = OffsetDateTime.parse(iso);
        boolean near = time.getYear() > -10_000 && time.getYear() < 20_000;
        return near ? time.toInstant().toEpochMilli() : Long.MAX_VALUE;
    }

    private LocalTime time() {
        int hour = digits(2);
        int minute = afterwards(':');
        if (at == text.length() || text.charAt(at) != ':') {
            return LocalTime.of(hour, minute);
        }
        int second = afterwards(':');
        boolean fraction = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        return LocalTime.of(hour, minute, second, fraction ? nanoseconds() : 0);
    }

    private int nanoseconds() {
        at++;
        int nanoseconds = 0;
        int start = at;
        int digit = 100_000_000;
        while (at < text.length() && isDigit(text.charAt(at))) {
            nanoseconds += digit * (text.charAt(at) - '0');
            digit /= 10;
            at++;
        }
        if (at == start) {
            throw noTime();
        }
        return nanoseconds;
    }

    private int offsetSeconds() {
        if (text.charAt(at) == ' ') {
            at++;
        }
        String offset = text.substring(at);
        String name = offset.toUpperCase(Locale.ROOT);
        if (name.equals("Z") || name.equals("UTC") || name.equals("GMT")) {
            return 0;
        }
        if (!offset.startsWith("+") && !offset.startsWith("-")) {
            throw noTime();
        }
        return ZoneOffset.of(offset).getTotalSeconds();
    }

    private int afterwards(char separator) {
        if (at >= text.length() || text.charAt(at) != separator) {
            throw noTime();
        }
        at++;
        return digits(2);
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            if (at >= text.length() || !isDigit(text.charAt(at))) {
                throw noTime();
            }
            value = 10 * value + (text.charAt(at) - '0');
        }
        return value;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static DateTimeException noTime() {
        return new DateTimeException("no time");
    }
}
