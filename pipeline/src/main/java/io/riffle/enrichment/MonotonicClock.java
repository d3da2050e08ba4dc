package io.riffle.enrichment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that only measures: its instants are right relative to each other and mean no date. */
final class MonotonicClock extends Clock {
    private final LongSupplier nanoClock;

    MonotonicClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoClock.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
