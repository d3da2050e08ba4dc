package io.riffle.deadletter;

import io.riffle.frame.FrameRow;
import io.riffle.frame.RecordDates;
import io.riffle.frame.RecordLimit;
import io.riffle.metrics.ScoringMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the original key, value, timestamp and headers, plus headers that say what happened. Header names
 * follow KIP-1034 if it has one, so that the same tools read Kafka Streams' own dead letters and ours.
 */
public final class DeadLetters {
    public static final String MESSAGE = "__streams.errors.message";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    public static final String STAGE = "riffle.stage";
    public static final String REASON = "riffle.reason";

    /** Only where a declared field is to blame: its name. */
    public static final String FIELD = "riffle.field";

    /** Only on the dead letter of one element of an array: its index. The value is that element. */
    public static final String ELEMENT = "riffle.element";

    /** Only on a dead letter whose value was cut: the length of the original, which is still at its position. */
    public static final String ORIGINAL_LENGTH = "riffle.original-length";

    /** Only on a dead letter whose key was cut: the length of the original. */
    public static final String ORIGINAL_KEY_LENGTH = "riffle.original-key-length";

    /** What is always kept of a key: an entity in UTF-8, and more. */
    private static final int KEY_BYTES = 4 << 10;

    /** For {@link #ORIGINAL_LENGTH}. */
    private static final int MARK_BYTES = 64;

    private static final int MESSAGE_CHARACTERS = 1_000;

    private final ScoringMetrics metrics;
    private final int maxBytes;
    private final RecordLimit limit;
    private final RecordDates dates;

    /**
     * @param maxBytes longer values are cut
     * @param limit of the topic: what does not fit is cut, headers first and the value last
     */
    public DeadLetters(ScoringMetrics metrics, int maxBytes, RecordLimit limit, RecordDates dates) {
        this.metrics = metrics;
        this.maxBytes = maxBytes;
        this.limit = limit;
        this.dates = dates;
    }

    /** The dead letter of one row, counted. */
    public Record<byte @Nullable [], byte @Nullable []> record(FrameRow row, Rejection rejection) {
        metrics.deadLettered(rejection.stage(), rejection.reason(), 1);
        Headers why = why(row, rejection);
        byte[] key = row.key();
        byte[] value = cut(row.value(), maxBytes, ORIGINAL_LENGTH, why);
        if (room(key, value, why) < 0) {
            key = cut(key, KEY_BYTES, ORIGINAL_KEY_LENGTH, why);
            int left = limit.room(key, null) - RecordLimit.size(why) - MARK_BYTES;
            value = cut(row.value(), Math.min(maxBytes, Math.max(0, left)), ORIGINAL_LENGTH, why);
        }
        Headers headers = RecordLimit.fitting(original(row), room(key, value, why));
        why.forEach(headers::add);
        return new Record<>(key, value, dates.of(row.timestamp()), headers);
    }

    private int room(byte @Nullable [] key, byte @Nullable [] value, Headers why) {
        return limit.room(key, value) - RecordLimit.size(why);
    }

    private static Headers why(FrameRow row, Rejection rejection) {
        Headers why = new RecordHeaders();
        String message = rejection.message();
        add(why, MESSAGE, message.substring(0, Math.min(MESSAGE_CHARACTERS, message.length())));
        add(why, TOPIC, row.position().topic());
        add(why, PARTITION, Integer.toString(row.position().partition()));
        add(why, OFFSET, Long.toString(row.position().offset()));
        if (row.position().isElement()) {
            add(why, ELEMENT, Integer.toString(row.position().element()));
        }
        add(why, STAGE, rejection.stage().label());
        add(why, REASON, rejection.reason().label());
        if (rejection.field() != null) {
            add(why, FIELD, rejection.field());
        }
        return why;
    }

    /** What an event says about cuts is not ours. */
    private static Headers original(FrameRow row) {
        return row.headers()
                .remove(ORIGINAL_LENGTH)
                .remove(ORIGINAL_KEY_LENGTH)
                .remove(RecordLimit.HEADERS_CUT)
                .remove(ELEMENT);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most, String mark, Headers why) {
        if (bytes == null || bytes.length <= most) {
            return bytes;
        }
        why.remove(mark);
        add(why, mark, Integer.toString(bytes.length));
        return Arrays.copyOf(bytes, most);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
