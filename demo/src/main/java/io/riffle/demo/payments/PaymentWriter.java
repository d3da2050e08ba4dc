package io.riffle.demo.payments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes payments as JSON of some 250 bytes. By hand, because the producer shares two cores with what it feeds. Numbers
 * are written as decimals with a fixed number of places, so that reading them back gives exactly the same value. Not
 * thread-safe.
 */
final class PaymentWriter {
    private static final byte[] EVENT_ID = ascii("{\"event_id\":\"");
    private static final byte[] CARD_ID = ascii("\",\"card_id\":\"");
    private static final byte[] EVENT_TIME = ascii("\",\"event_time\":");
    private static final byte[] AMOUNT = ascii(",\"amount\":");
    private static final byte[] CATEGORY = ascii(",\"currency\":\"EUR\",\"category\":\"");
    private static final byte[] CHANNEL = ascii("\",\"channel\":\"");
    private static final byte[] ENTRY_MODE = ascii("\",\"entry_mode\":\"");
    private static final byte[] MERCHANT = ascii("\",\"merchant\":\"");
    private static final byte[] COUNTRY = ascii("\",\"country\":\"");
    private static final byte[] DISTANCE = ascii("\",\"distance_km\":");

    private byte[] bytes = new byte[512];
    private int length;

    byte[] write(long sequence, byte[] cardId, Payment payment) {
        length = 0;
        append(EVENT_ID);
        append(EventIds.PREFIX);
        appendPadded(sequence, EventIds.DIGITS);
        append(CARD_ID);
        append(cardId);
        append(EVENT_TIME);
        appendNumber(payment.time());
        append(AMOUNT);
        appendNumber(payment.cents() / 100);
        bytes[length++] = '.';
        appendPadded(payment.cents() % 100, 2);
        append(CATEGORY);
        append(payment.category().label());
        append(CHANNEL);
        append(payment.channel().label());
        append(ENTRY_MODE);
        append(payment.entryMode().label());
        append(MERCHANT);
        appendMerchant(payment);
        append(COUNTRY);
        append(payment.country());
        append(DISTANCE);
        appendNumber(payment.distance() / 10);
        bytes[length++] = '.';
        appendPadded(payment.distance() % 10, 1);
        bytes[length++] = '}';
        return Arrays.copyOf(bytes, length);
    }

    private void appendMerchant(Payment payment) {
        append(payment.category().label());
        bytes[length++] = '-';
        appendPadded(payment.merchant(), 6);
    }

    private void append(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void append(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    private void appendNumber(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        appendPadded(number, digits);
    }

    private void appendPadded(long number, int digits) {
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
