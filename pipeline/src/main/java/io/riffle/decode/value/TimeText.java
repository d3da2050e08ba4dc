package io.riffle.decode.value;

import io.riffle.config.event.TimeForm;
import io.riffle.schema.DeadLetterReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads times that are text: ISO 8601, or a declared pattern. What has no offset is in the declared zone. */
final class TimeText {
    private final @Nullable ZoneId zone;
    private final @Nullable DateTimeFormatter formatter;
    private final String rule;
    private final IsoTime iso;

    TimeText(TimeForm form) {
        zone = form.zone().orElse(null);
        formatter = form.pattern().map(TimeForm::formatter).orElse(null);
        rule = form.pattern()
                .map(pattern -> "a time of the format " + pattern)
                .orElse("an ISO 8601 time" + (zone == null ? " with an offset" : ""));
        iso = new IsoTime(local -> local(local, zone));
    }

    /** What a text must be. */
    String rule() {
        return rule;
    }

    boolean hasPattern() {
        return formatter != null;
    }

    /** @param path what messages call the time */
    long milliseconds(String text, String path) throws RefusedException {
        try {
            return formatter == null ? iso.milliseconds(text) : patterned(formatter.parse(text));
        } catch (UnclearTimeException unclear) {
            throw refused(path + " " + unclear.getMessage() + ": was " + Found.text(text) + unclear.advice());
        } catch (DateTimeException noTime) {
            throw refused(path + " must be " + rule + ": was " + Found.text(text));
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(DeadLetterReason.WRONG_TYPE, message);
    }

    private long patterned(TemporalAccessor read) {
        if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(read).toEpochMilli();
        }
        LocalTime time = read.query(TemporalQueries.localTime());
        LocalDateTime local = LocalDate.from(read).atTime(time == null ? LocalTime.MIDNIGHT : time);
        ZoneId own = read.query(TemporalQueries.zone());
        return local(local, own == null ? zone : own);
    }

    private static long local(LocalDateTime local, @Nullable ZoneId zone) {
        if (zone == null) {
            throw new UnclearTimeException("must have an offset", " (declare `zone: UTC`, or which zone it is in)");
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new UnclearTimeException("must be a time in " + zone, ", which the clocks skipped");
        }
        if (offsets.size() > 1) {
            throw new UnclearTimeException(
                    "must be one time in " + zone, ", which came twice (send it with an offset)");
        }
        return local.toInstant(offsets.get(0)).toEpochMilli();
    }

    /** A date and a time of day that are not one moment. */
    private static final class UnclearTimeException extends DateTimeException {
        private final String advice;

        UnclearTimeException(String rule, String advice) {
            super(rule);
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }
}
