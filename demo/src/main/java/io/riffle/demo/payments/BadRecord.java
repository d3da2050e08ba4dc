package io.riffle.demo.payments;

import io.riffle.schema.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The ways in which a record can be bad, made from a good one, with the reason it must be refused for. */
public enum BadRecord {
    CUT(DeadLetterReason.MALFORMED),
    INVALID_UTF8(DeadLetterReason.MALFORMED),
    AMOUNT_MISSING(DeadLetterReason.MISSING_FIELD),
    EVENT_TIME_NULL(DeadLetterReason.MISSING_FIELD),
    AMOUNT_AS_TEXT(DeadLetterReason.WRONG_TYPE),
    AMOUNT_NEGATIVE(DeadLetterReason.OUT_OF_RANGE),
    CHANNEL_UNKNOWN(DeadLetterReason.UNKNOWN_CATEGORY),
    EVENT_TIME_1970(DeadLetterReason.TOO_OLD),
    EVENT_TIME_2100(DeadLetterReason.IN_FUTURE),
    KEY_OF_OTHER_CARD(DeadLetterReason.KEY_MISMATCH);

    private final DeadLetterReason reason;

    BadRecord(DeadLetterReason reason) {
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }

    byte[] value(byte[] good) {
        return switch (this) {
            case CUT -> Arrays.copyOf(good, good.length * 2 / 3);
            case INVALID_UTF8 -> invalidUtf8(good);
            case AMOUNT_MISSING -> replace(good, "\"amount\":[0-9.]+,", "");
            case EVENT_TIME_NULL -> replace(good, "\"event_time\":[0-9]+", "\"event_time\":null");
            case AMOUNT_AS_TEXT -> replace(good, "\"amount\":([0-9.]+)", "\"amount\":\"$1 EUR\"");
            case AMOUNT_NEGATIVE -> replace(good, "\"amount\":", "\"amount\":-");
            case CHANNEL_UNKNOWN -> replace(good, "\"channel\":\"[a-z]+\"", "\"channel\":\"pigeon\"");
            case EVENT_TIME_1970 -> replace(good, "\"event_time\":[0-9]+", "\"event_time\":86400000");
            case EVENT_TIME_2100 -> replace(good, "\"event_time\":[0-9]+", "\"event_time\":4102444800000");
            case KEY_OF_OTHER_CARD -> good;
        };
    }

    private static byte[] replace(byte[] value, String pattern, String replacement) {
        return new String(value, StandardCharsets.US_ASCII)
                .replaceFirst(pattern, replacement)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** 0xFF occurs in no UTF-8 text; it replaces a letter of the category. */
    private static byte[] invalidUtf8(byte[] value) {
        byte[] copy = value.clone();
        String marker = "\"category\":\"";
        copy[new String(value, StandardCharsets.US_ASCII).indexOf(marker) + marker.length()] = (byte) 0xFF;
        return copy;
    }
}
