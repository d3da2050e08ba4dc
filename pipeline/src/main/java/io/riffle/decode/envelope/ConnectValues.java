package io.riffle.decode.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.riffle.config.event.EventTimeConfig.TimeUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;

/**
 * Values of Kafka Connect's logical types in the spelling that the readers of events know: decimals as numbers, and the
 * event time in its declared unit. What is not as its type says is left as it is, for the reader of its field to refuse.
 */
public final class ConnectValues {
    public static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
    public static final String VARIABLE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

    private static final long DAY_SECONDS = 86_400;
    private static final int SECOND_MICROS = 1_000_000;
    private static final int SECOND_NANOS = 1_000_000_000;
    /** Over 300 digits; a longer one takes time that grows with its square. */
    private static final int MOST_BYTES = 128;

    private static final int MOST_DIGITS = 1_000;

    private final TimeUnit unit;

    /** @param unit of the event time, as the pipeline declares it */
    public ConnectValues(TimeUnit unit) {
        this.unit = unit;
    }

    /** A decimal as JSON; empty if the text is no base64 of one. */
    public static Optional<String> decimal(String base64, int scale) {
        byte[] unscaled;
        try {
            unscaled = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        if (unscaled.length == 0 || unscaled.length > MOST_BYTES || Math.abs(scale) > MOST_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(new BigInteger(unscaled), scale).toPlainString());
    }

    /** The value that the parser stands on as the event time in JSON; empty if the type is no time or the value not of it. */
    public Optional<String> time(String type, JsonParser parser) throws IOException {
        return switch (type) {
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" -> number(parser, 1_000);
            case "io.debezium.time.MicroTimestamp" -> number(parser, SECOND_MICROS);
            case "io.debezium.time.NanoTimestamp" -> number(parser, SECOND_NANOS);
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> days(parser);
            case "io.debezium.time.ZonedTimestamp", "io.debezium.time.IsoTimestamp" -> iso(parser);
            default -> Optional.empty();
        };
    }

    private Optional<String> number(JsonParser parser, int perSecond) throws IOException {
        if (!isLong(parser)) {
            return Optional.empty();
        }
        long value = parser.getLongValue();
        long nanos = Math.floorMod(value, perSecond) * (long) (SECOND_NANOS / perSecond);
        return written(Math.floorDiv(value, (long) perSecond), nanos);
    }

    private Optional<String> days(JsonParser parser) throws IOException {
        boolean whole = isLong(parser) && parser.getNumberType() == JsonParser.NumberType.INT;
        return whole ? written(parser.getLongValue() * DAY_SECONDS, 0) : Optional.empty();
    }

    private Optional<String> iso(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(parser.getText()).toInstant();
            return written(time.getEpochSecond(), time.getNano());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    /** In the declared unit, no finer than milliseconds: finer is no event time. */
    private Optional<String> written(long seconds, long nanos) {
        long millis = nanos / 1_000_000;
        return switch (unit) {
            case S ->
                Optional.of(BigDecimal.valueOf(seconds)
                        .add(BigDecimal.valueOf(millis, 3))
                        .stripTrailingZeros()
                        .toPlainString());
            case MS -> scaled(seconds, 1_000, millis);
            case US -> scaled(seconds, SECOND_MICROS, nanos / 1_000);
            case NS -> scaled(seconds, 1_000_000_000, nanos);
            case ISO -> isoText(seconds, nanos);
        };
    }

    private static Optional<String> scaled(long seconds, int perSecond, long rest) {
        return Optional.of(BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(perSecond))
                .add(BigInteger.valueOf(rest))
                .toString());
    }

    private static Optional<String> isoText(long seconds, long nanos) {
        try {
            return Optional.of('"' + Instant.ofEpochSecond(seconds, nanos).toString() + '"');
        } catch (DateTimeException tooFar) {
            return Optional.empty();
        }
    }
}
