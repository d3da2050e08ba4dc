package io.riffle.enrichment;

import io.riffle.feature.FeatureType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How one value stands in the store: its text, then {@code @} and its event time in milliseconds, for example
 * {@code 12.5@1736121600000}. Only digits after the last {@code @} are a time; behind a text only those that are one of 1973
 * to 2286, so {@code anna@example.org} and {@code team@42} are texts of unknown time. Numbers and booleans are also read as
 * {@link ShownValue} has them.
 */
public final class ProfileValueFormat {
    private static final int LONGEST_TIME = 18;
    private static final long FIRST_USUAL_TIME = 100_000_000_000L;
    private static final long FIRST_LATER_TIME = 10_000_000_000_000L;

    private ProfileValueFormat() {}

    public static String format(String text, long eventTime) {
        return eventTime == ProfileValue.UNKNOWN_TIME ? text : text + '@' + eventTime;
    }

    /** The value between the buffer's position and limit, or null if it is not of that type. */
    public static @Nullable ProfileValue parse(FeatureType type, ByteBuffer bytes) {
        int start = bytes.position();
        int end = bytes.limit();
        int separator = separator(type, bytes);
        long eventTime = separator < 0 ? ProfileValue.UNKNOWN_TIME : digits(bytes, separator + 1, end);
        int valueEnd = separator < 0 ? end : separator;
        if (type.isText()) {
            return ProfileValue.ofText(ShownValue.unwrappedText(text(bytes, start, valueEnd)), eventTime);
        }
        double number = number(type, bytes, start, valueEnd);
        return Double.isNaN(number) ? null : ProfileValue.ofNumber(number, eventTime);
    }

    /** Whether what cannot be parsed says that there is no value, as {@code nan} and {@code None} do. */
    public static boolean isNothing(FeatureType type, ByteBuffer bytes) {
        int separator = separator(type, bytes);
        return ShownValue.isNothing(text(bytes, bytes.position(), separator < 0 ? bytes.limit() : separator));
    }

    /** Whether a value says a time that is one in milliseconds of 1973 to 2286, or none. */
    public static boolean isUsualTime(long eventTime) {
        return eventTime == ProfileValue.UNKNOWN_TIME
                || (eventTime >= FIRST_USUAL_TIME && eventTime < FIRST_LATER_TIME);
    }

    private static double number(FeatureType type, ByteBuffer bytes, int from, int to) {
        double number =
                type == FeatureType.BOOLEAN ? truth(text(bytes, from, to)) : DecimalNumber.parse(bytes, from, to);
        if (Double.isNaN(number)) {
            String unwrapped = ShownValue.unwrapped(text(bytes, from, to));
            ByteBuffer inner = ByteBuffer.wrap(unwrapped.getBytes(StandardCharsets.UTF_8));
            number = type == FeatureType.BOOLEAN ? truth(unwrapped) : DecimalNumber.parse(inner, 0, inner.limit());
        }
        boolean whole = number == Math.rint(number);
        return type == FeatureType.INTEGER && !whole ? Double.NaN : number;
    }

    private static double truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "1", "1.0" -> 1;
            case "false", "False", "FALSE", "0", "0.0" -> 0;
            default -> Double.NaN;
        };
    }

    /** Where the last {@code @} stands, if a time follows it; -1 otherwise. */
    private static int separator(FeatureType type, ByteBuffer bytes) {
        int start = bytes.position();
        int end = bytes.limit();
        int i = end - 1;
        while (i >= start && bytes.get(i) >= '0' && bytes.get(i) <= '9') {
            i--;
        }
        int length = end - 1 - i;
        if (i > start && bytes.get(i) == '-' && !type.isText()) {
            i--; // before 1970
        }
        boolean time = i >= start && bytes.get(i) == '@' && length > 0 && length <= LONGEST_TIME;
        return time && (!type.isText() || isUsualTime(digits(bytes, i + 1, end))) ? i : -1;
    }

    private static long digits(ByteBuffer bytes, int from, int to) {
        boolean negative = bytes.get(from) == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            value = value * 10 + (bytes.get(i) - '0');
        }
        return negative ? -value : value;
    }

    private static String text(ByteBuffer bytes, int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
