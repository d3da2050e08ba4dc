package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.FeatureLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields that are needed by hand, in one pass over the bytes and without an object per event. It believes its
 * producer: texts have no escapes, and no member is nested. Not thread-safe.
 */
final class PaymentReader {
    private static final byte[][] NUMBERS = bytes(FeatureLayout.EVENT_FIELDS.toArray(String[]::new));
    private static final byte[][] CATEGORIES = bytes(FeatureLayout.CATEGORIES.toArray(String[]::new));
    private static final byte[] EVENT_ID = bytes("event_id")[0];
    private static final byte[] EVENT_TIME = bytes("event_time")[0];
    private static final byte[] CATEGORY = bytes("category")[0];
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private final double[] numbers = new double[NUMBERS.length];
    private byte[] json = {};
    private int at;
    private int idStart;
    private int idEnd;
    private int category;
    private long eventTime;

    void read(byte[] value) {
        json = value;
        category = -1;
        at = 1;
        while (at < json.length) {
            int name = skipTo('"') + 1;
            at = name;
            int nameEnd = skipTo('"');
            at = nameEnd + 2;
            if (json[at] == '"') {
                readText(name, nameEnd);
            } else {
                readNumber(name, nameEnd);
            }
            at++;
        }
    }

    /** The numbers of the event, in the order of the features. */
    double[] numbers() {
        return numbers;
    }

    /** The index of the category, or -1. */
    int category() {
        return category;
    }

    /** Milliseconds since the epoch. */
    long eventTime() {
        return eventTime;
    }

    int idStart() {
        return idStart;
    }

    int idLength() {
        return idEnd - idStart;
    }

    private void readText(int name, int nameEnd) {
        int start = ++at;
        int end = skipTo('"');
        if (is(EVENT_ID, name, nameEnd)) {
            idStart = start;
            idEnd = end;
        } else if (is(CATEGORY, name, nameEnd)) {
            category = indexOf(CATEGORIES, start, end);
        }
        at = end + 1;
    }

    private void readNumber(int name, int nameEnd) {
        long digits = 0;
        int decimals = -1;
        boolean negative = json[at] == '-';
        at += negative ? 1 : 0;
        int start = at;
        for (; json[at] != ',' && json[at] != '}'; at++) {
            if (json[at] == '.') {
                decimals = 0;
            } else if (json[at] == 'E') {
                put(name, nameEnd, exponential(start), negative);
                return;
            } else {
                digits = digits * 10 + json[at] - '0';
                decimals += decimals >= 0 ? 1 : 0;
            }
        }
        if (is(EVENT_TIME, name, nameEnd)) {
            eventTime = digits;
        } else {
            put(name, nameEnd, decimals > 0 ? digits / POWERS[decimals] : digits, negative);
        }
    }

    /** Numbers below a thousandth are written with an exponent; they are rare. */
    private double exponential(int start) {
        while (json[at] != ',' && json[at] != '}') {
            at++;
        }
        return Double.parseDouble(new String(json, start, at - start, StandardCharsets.US_ASCII));
    }

    private void put(int name, int nameEnd, double value, boolean negative) {
        int column = indexOf(NUMBERS, name, nameEnd);
        if (column >= 0) {
            numbers[column] = negative ? -value : value;
        }
    }

    private int skipTo(char character) {
        while (json[at] != character) {
            at++;
        }
        return at;
    }

    private int indexOf(byte[][] texts, int from, int to) {
        for (int i = 0; i < texts.length; i++) {
            if (is(texts[i], from, to)) {
                return i;
            }
        }
        return -1;
    }

    private boolean is(byte[] text, int from, int to) {
        return text.length == to - from && json[from] == text[0] && Arrays.equals(text, 0, text.length, json, from, to);
    }

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}
