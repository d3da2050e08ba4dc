package io.riffle.enrichment;

import io.riffle.feature.FeatureType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How one value stands in the store: its text, then {@code @} and its event time in milliseconds, for example
 * {@code 12.5@1736121600000}. Only digits after the last {@code @}, with a minus before 1970, are a time, so {@code anna@example.org} is a text of
 * unknown time.
 */
public final class ProfileValueFormat {
    private static final int LONGEST_TIME = 18;

    private ProfileValueFormat() {}

    public static String format(String text, long eventTime) {
        return eventTime == ProfileValue.UNKNOWN_TIME ? text : text + '@' + eventTime;
    }

    /** The value between the buffer's position and limit, or null if it is not of that type. */
    public static @Nullable ProfileValue parse(FeatureType type, ByteBuffer bytes) {
        int start = bytes.position();
        int end = bytes.limit();
        int separator = separator(bytes, start, end);
        long eventTime = separator < 0 ? ProfileValue.UNKNOWN_TIME : digits(bytes, separator + 1, end);
        int valueEnd = separator < 0 ? end : separator;
        if (type.isText()) {
            return ProfileValue.ofText(text(bytes, start, valueEnd), eventTime);
        }
        double number = number(type, bytes, start, valueEnd);
        return Double.isNaN(number) ? null : ProfileValue.ofNumber(number, eventTime);
    }

    private static double number(FeatureType type, ByteBuffer bytes, int from, int to) {
        if (type == FeatureType.BOOLEAN) {
            return switch (text(bytes, from, to)) {
                case "true", "1" -> 1;
                case "false", "0" -> 0;
                default -> Double.NaN;
            };
        }
        double number = DecimalNumber.parse(bytes, from, to);
        boolean whole = number == Math.rint(number);
        return type == FeatureType.INTEGER && !whole ? Double.NaN : number;
    }

    /** Where the last {@code @} stands, if only digits follow it; -1 otherwise. */
    private static int separator(ByteBuffer bytes, int start, int end) {
        int i = end - 1;
        while (i >= start && bytes.get(i) >= '0' && bytes.get(i) <= '9') {
            i--;
        }
        int length = end - 1 - i;
        i -= i > start && bytes.get(i) == '-' ? 1 : 0;
        return i >= start && bytes.get(i) == '@' && length > 0 && length <= LONGEST_TIME ? i : -1;
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
