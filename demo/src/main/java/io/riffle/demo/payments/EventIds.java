package io.riffle.demo.payments;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Event ids carry the running number of the payment, so that an answer finds its question without a map. */
final class EventIds {
    static final byte[] PREFIX = "payment-".getBytes(StandardCharsets.US_ASCII);
    static final int DIGITS = 12;
    private static final int LENGTH = PREFIX.length + DIGITS;

    private EventIds() {}

    /** The id of a payment. */
    static String of(long sequence) {
        return String.format(
                Locale.ROOT, "%s%0" + DIGITS + "d", new String(PREFIX, StandardCharsets.US_ASCII), sequence);
    }

    /** The running number, or -1 where the text is no id of this generator. */
    static long sequence(String eventId) {
        if (eventId.length() != LENGTH) {
            return -1;
        }
        try {
            return Long.parseLong(eventId, PREFIX.length, LENGTH, 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
