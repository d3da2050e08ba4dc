package io.riffle.decode.value;

import io.riffle.config.event.EventTimeConfig.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What a number is as a time: all results are milliseconds since the epoch, rounded down. */
public final class TimeScale {
    /** The beginning of the year 1. */
    public static final long EARLIEST = -62_135_596_800_000L;
    /** The end of the year 9999: later times are mistakes of unit and overflow the windows' arithmetic. */
    public static final long LATEST = 253_402_300_799_999L;
    /** The end of January 1970, where times of today are that are read in a unit too small. */
    private static final long END_OF_JANUARY = 31L * 24 * 60 * 60 * 1000;

    private static final long YEAR_2001 = 978_307_200_000L;
    private static final long YEAR_2101 = 4_133_980_800_000L;
    private final TimeUnit unit;

    public TimeScale(TimeUnit unit) {
        this.unit = unit;
    }

    /** Powers of ten between the declared unit and milliseconds. */
    public int power() {
        return power(unit);
    }

    private static int power(TimeUnit unit) {
        return switch (unit) {
            case S -> 3;
            case MS, ISO -> 0;
            case US -> -3;
            case NS -> -6;
        };
    }

    /** A number in the declared unit; beyond all years, {@link Long#MAX_VALUE}. */
    public long milliseconds(long value) {
        return milliseconds(value, unit);
    }

    private static long milliseconds(long value, TimeUnit unit) {
        return switch (unit) {
            case S -> Math.abs(value) > LATEST || value == Long.MIN_VALUE ? Long.MAX_VALUE : value * 1000;
            case MS, ISO -> value;
            case US -> Math.floorDiv(value, 1_000L);
            case NS -> Math.floorDiv(value, 1_000_000L);
        };
    }

    /** The same of a usual number with a fraction or an exponent. */
    public long milliseconds(BigDecimal value) {
        BigDecimal whole = value.scaleByPowerOfTen(power()).setScale(0, RoundingMode.FLOOR);
        return whole.precision() > 18 ? Long.MAX_VALUE : whole.longValueExact();
    }

    /** Whether there is nothing to ask about a time: between the years 1 and 9999, but not in January 1970. */
    public static boolean isPlain(long milliseconds) {
        return milliseconds >= END_OF_JANUARY ? milliseconds <= LATEST : milliseconds < 0 && milliseconds >= EARLIEST;
    }

    public static boolean isInRange(long milliseconds) {
        return milliseconds >= EARLIEST && milliseconds <= LATEST;
    }

    /** The unit in which a number is a time of this century, if there is one. */
    public Optional<TimeUnit> likely(long value) {
        for (TimeUnit other : TimeUnit.values()) {
            long milliseconds = milliseconds(value, other);
            if (other != TimeUnit.ISO && milliseconds >= YEAR_2001 && milliseconds < YEAR_2101) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
