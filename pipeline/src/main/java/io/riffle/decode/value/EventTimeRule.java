package io.riffle.decode.value;

import com.fasterxml.jackson.core.JsonParser;
import io.riffle.config.event.EventPlace;
import io.riffle.config.event.EventTimeConfig;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import io.riffle.config.event.TimeForm;
import io.riffle.schema.DeadLetterReason;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an event time and compares it with the record's timestamp. All results are milliseconds since the epoch. */
public final class EventTimeRule {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");
    private static final Pattern LOOKS_ISO = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

    private final String path;
    private final TimeUnit unit;
    private final TimeScale scale;
    private final TimeText texts;
    private final TimeText attribute;
    private final long maxAge;
    private final long maxAhead;

    public EventTimeRule(EventTimeConfig config) {
        path = config.place().map(EventPlace::text).orElse("the event time");
        unit = config.unit();
        scale = new TimeScale(unit);
        texts = new TimeText(config.form());
        attribute = new TimeText(TimeForm.of(TimeUnit.ISO));
        maxAge = config.maxAge().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        maxAhead = config.maxAhead().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    }

    /** A value that is not null. */
    public long read(JsonParser parser) throws IOException, RefusedException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            default -> throw wrongType(unit == TimeUnit.ISO ? "text" : "a number or its text", Found.value(parser), "");
        };
    }

    private long integer(JsonParser parser) throws IOException, RefusedException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return number(parser.getDecimalValue(), parser.getText());
        }
        return number(parser.getLongValue(), scale.milliseconds(parser.getLongValue()), parser.getText());
    }

    private long decimal(JsonParser parser) throws IOException, RefusedException {
        if (!ScalarText.isFinite(parser)) {
            throw wrongType("a time", Found.value(parser), "");
        }
        BigDecimal value = ScalarText.decimal(parser);
        if (value != null) {
            return number(value, parser.getText());
        }
        double odd = parser.getDoubleValue();
        return number(0, Math.abs(odd) > 1 ? Long.MAX_VALUE : (long) Math.floor(odd), parser.getText());
    }

    private long number(BigDecimal value, String found) throws RefusedException {
        return number(value.longValue(), scale.milliseconds(value), found);
    }

    private long number(long value, long milliseconds, String found) throws RefusedException {
        if (unit != TimeUnit.ISO && TimeScale.isPlain(milliseconds)) {
            return milliseconds;
        }
        Optional<TimeUnit> likely = scale.likely(value);
        if (unit == TimeUnit.ISO) {
            throw wrongType(
                    texts.rule(),
                    Found.name(found),
                    likely.map(EventTimeRule::declared).orElse(""));
        }
        if (likely.isPresent() && likely.get() != unit) {
            throw new RefusedException(
                    DeadLetterReason.OUT_OF_RANGE,
                    path + " must be in " + name(unit) + ": was " + Found.name(found) + ", a time of this century in "
                            + name(likely.get()) + declared(likely.get()));
        }
        return inRange(milliseconds, found);
    }

    private static String declared(TimeUnit unit) {
        return " (declare `unit: " + name(unit) + "`)";
    }

    private static String name(TimeUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** Whether times are text. */
    public boolean isIso() {
        return unit == TimeUnit.ISO;
    }

    public TimeScale scale() {
        return scale;
    }

    /** A time as text: in the declared form, or a number in the declared unit. */
    public long text(String text) throws RefusedException {
        boolean number = NUMBER.matcher(text).matches();
        if (unit != TimeUnit.ISO && !number) {
            boolean iso = LOOKS_ISO.matcher(text).matches();
            throw wrongType("a number in " + name(unit), Found.text(text), iso ? declared(TimeUnit.ISO) : "");
        }
        if (unit != TimeUnit.ISO || (number && !texts.hasPattern())) {
            return number(new BigDecimal(text), text);
        }
        return inRange(texts.milliseconds(text, path), text);
    }

    /** A CloudEvent's time, ISO 8601 with an offset. */
    public long iso(String text) throws RefusedException {
        return inRange(attribute.milliseconds(text, path), text);
    }

    /** The record's timestamp as event time. */
    public long recorded(long timestamp) throws RefusedException {
        return inRange(timestamp, Long.toString(timestamp));
    }

    public void checkBounds(long eventTime, long recordTimestamp) throws RefusedException {
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

    public RefusedException missing() {
        return new RefusedException(DeadLetterReason.MISSING_FIELD, path + " must be present: was missing or null");
    }

    /** A record without a timestamp, where that would be the event time. */
    public RefusedException missingTimestamp() {
        return new RefusedException(
                DeadLetterReason.MISSING_FIELD,
                path + " must be present: the record has no timestamp (declare `time: {field: ...}`)");
    }

    private long inRange(long milliseconds, String found) throws RefusedException {
        if (!TimeScale.isInRange(milliseconds)) {
            throw new RefusedException(
                    DeadLetterReason.OUT_OF_RANGE,
                    path + " must be between the years 1 and 9999: was " + Found.name(found));
        }
        return milliseconds;
    }

    private RefusedException wrongType(String rule, String found, String setting) {
        return new RefusedException(
                DeadLetterReason.WRONG_TYPE, path + " must be " + rule + ": was " + found + setting);
    }

    private RefusedException outside(
            DeadLetterReason reason, long allowed, long found, String direction, long eventTime) {
        return new RefusedException(
                reason,
                path + " must be at most " + allowed + " ms " + direction + " the record's timestamp: was " + found
                        + " ms " + direction + " (" + eventTime + ")");
    }
}
