package io.riffle.config.event;

import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.settings.Violations;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How an event time is written.
 *
 * @param zone of texts without an offset
 * @param pattern of texts that are not ISO 8601, in the letters of {@link DateTimeFormatter} with English names
 */
public record TimeForm(TimeUnit unit, Optional<ZoneId> zone, Optional<String> pattern) {
    /** Milliseconds. */
    public static final TimeForm DEFAULT = new TimeForm(TimeUnit.MS, Optional.empty(), Optional.empty());

    private static final LocalDateTime SAMPLE = LocalDateTime.of(2024, 2, 29, 0, 0);

    /** A number, or ISO 8601 with an offset. */
    public static TimeForm of(TimeUnit unit) {
        return new TimeForm(unit, Optional.empty(), Optional.empty());
    }

    /** The rules, under the keys of the event time. */
    public void check(Violations violations) {
        boolean text = unit == TimeUnit.ISO;
        violations
                .check(
                        text || pattern.isEmpty(),
                        "unit",
                        "must be left out or iso where format is set",
                        unit.name().toLowerCase(Locale.ROOT))
                .check(
                        text || pattern.isPresent() || zone.isEmpty(),
                        "zone",
                        "must be left out unless unit is iso or format is set",
                        zone.map(ZoneId::getId).orElse("absent"));
        pattern.ifPresent(letters -> checkPattern(letters, violations));
    }

    /** What it writes must be read again as the same day: {@code YYYY} and missing letters are found before the first event. */
    private void checkPattern(String letters, Violations violations) {
        try {
            DateTimeFormatter formatter = formatter(letters);
            String written = formatter.format(SAMPLE.atZone(ZoneOffset.UTC));
            TemporalAccessor read = formatter.parse(written);
            violations.check(
                    SAMPLE.toLocalDate().equals(read.query(TemporalQueries.localDate())),
                    "format",
                    "must say year, month and day",
                    "'" + letters + "'");
            violations.check(
                    zone.isPresent()
                            || read.isSupported(ChronoField.OFFSET_SECONDS)
                            || read.query(TemporalQueries.zone()) != null,
                    "zone",
                    "must be set where format has no offset",
                    "absent");
        } catch (IllegalArgumentException | DateTimeException wrong) {
            violations.add(
                    "format",
                    "must be a pattern of date and time that can be read, such as dd.MM.yyyy HH:mm: was '" + letters
                            + "' (" + wrong.getMessage() + ")");
        }
    }

    /** Reads strictly: there is no 30 February, and a year needs no era. */
    public static DateTimeFormatter formatter(String letters) {
        return DateTimeFormatter.ofPattern(withProlepticYear(letters), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** {@code y} is the year of an era, which strict reading wants to know; {@code u} is what people mean. */
    private static String withProlepticYear(String letters) {
        if (letters.contains("G")) {
            return letters;
        }
        StringBuilder proleptic = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            quoted ^= letter == '\'';
            proleptic.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return proleptic.toString();
    }
}
