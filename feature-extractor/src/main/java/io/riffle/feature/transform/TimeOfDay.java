package io.riffle.feature.transform;

import io.riffle.feature.Transform;
import io.riffle.feature.TransformFactory;
import io.riffle.feature.TransformParameters;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds since the epoch as a point on the circle of a day in a time zone: the sine and cosine of
 * {@code 2 pi * time since 00:00 / 24 h}, so that 23:59 and 00:01 are near each other. Time since 00:00 is what the wall
 * clock shows, also on the days when clocks change. A missing or infinite time gives NaN twice.
 */
record TimeOfDay(ZoneRules rules) implements Transform.NumberToValues {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    @Override
    public List<String> names(String input) {
        return List.of(input + "_sin", input + "_cos");
    }

    @Override
    public void apply(double value, Slots slots) {
        double angle = Double.isFinite(value) ? angle((long) value) : Double.NaN;
        slots.put(0, Math.sin(angle));
        slots.put(1, Math.cos(angle));
    }

    private double angle(long epochMillis) {
        int offsetSeconds = rules.getOffset(Instant.ofEpochMilli(epochMillis)).getTotalSeconds();
        long sinceMidnight =
                Math.floorMod(Math.floorMod(epochMillis, DAY) + TimeUnit.SECONDS.toMillis(offsetSeconds), DAY);
        return 2 * Math.PI * sinceMidnight / DAY;
    }

    /** {@code time-of-day {zone: UTC}} */
    public static final class Factory implements TransformFactory {
        @Override
        public String name() {
            return "time-of-day";
        }

        @Override
        public Transform create(TransformParameters parameters) {
            ZoneId zone = parameters.zone("zone", ZoneOffset.UTC);
            return new TimeOfDay(zone.getRules());
        }
    }
}
