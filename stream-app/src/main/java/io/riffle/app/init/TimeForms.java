package io.riffle.app.init;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which forms of time all values of a place may be: between the years 2000 and 2040, or it is no time. Later ones are more
 * likely numbers of cards, which would be microseconds of the year 2096.
 */
final class TimeForms {
    private static final double EARLIEST_SECONDS = 946_684_800;
    private static final double LATEST_SECONDS = 2_208_988_800.0;

    /** A form, as {@code event.time} declares it. */
    enum Form {
        SECONDS("unit: s"),
        MILLISECONDS("unit: ms"),
        MICROSECONDS("unit: us"),
        NANOSECONDS("unit: ns"),
        ISO("unit: iso"),
        ISO_WITHOUT_OFFSET("unit: iso, zone: UTC");

        private final String settings;

        Form(String settings) {
            this.settings = settings;
        }

        /** What is declared beside the field. */
        String settings() {
            return settings;
        }
    }

    private final Set<Form> possible = EnumSet.allOf(Form.class);
    private boolean any;

    void add(JsonNode value) {
        any = true;
        possible.removeIf(form -> !is(form, value));
    }

    /** The form that all values have; empty if there is none. */
    Optional<Form> form() {
        return any ? possible.stream().findFirst() : Optional.empty();
    }

    private static boolean is(Form form, JsonNode value) {
        return switch (form) {
            case SECONDS -> isSeconds(value, 1);
            case MILLISECONDS -> isSeconds(value, 1e3);
            case MICROSECONDS -> isSeconds(value, 1e6);
            case NANOSECONDS -> isSeconds(value, 1e9);
            case ISO -> value.isTextual() && isIso(value.textValue(), true);
            case ISO_WITHOUT_OFFSET -> value.isTextual() && isIso(value.textValue(), false);
        };
    }

    private static boolean isSeconds(JsonNode value, double parts) {
        double seconds = value.isNumber() ? value.doubleValue() / parts : Double.NaN;
        return seconds >= EARLIEST_SECONDS && seconds < LATEST_SECONDS;
    }

    private static boolean isIso(String text, boolean offset) {
        String standard = text.replaceFirst("^(.{10}) ", "$1T").replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        try {
            Instant time = offset
                    ? OffsetDateTime.parse(standard).toInstant()
                    : LocalDateTime.parse(standard).toInstant(ZoneOffset.UTC);
            return time.getEpochSecond() >= EARLIEST_SECONDS && time.getEpochSecond() < LATEST_SECONDS;
        } catch (DateTimeException noTime) {
            return false;
        }
    }
}
