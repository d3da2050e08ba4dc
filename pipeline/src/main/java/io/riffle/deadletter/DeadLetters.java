package io.riffle.deadletter;

import io.riffle.frame.FrameRow;
import io.riffle.metrics.ScoringMetrics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the original key, value, timestamp and headers, plus headers that say what happened. Header names
 * follow KIP-1034 where it has one, so that the same tools read Kafka Streams' own dead letters and ours.
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

    /** Only on a dead letter whose value was cut: the length of the original, which is still at its position. */
    public static final String ORIGINAL_LENGTH = "riffle.original-length";

    private final ScoringMetrics metrics;
    private final int maxBytes;

    /** @param maxBytes longer values are cut: the producer would refuse them, and one event would stop the stream */
    public DeadLetters(ScoringMetrics metrics, int maxBytes) {
        this.metrics = metrics;
        this.maxBytes = maxBytes;
    }

    /** The dead letter of one row, counted. */
    public Record<byte @Nullable [], byte @Nullable []> record(FrameRow row, Rejection rejection) {
        metrics.deadLettered(rejection.stage(), rejection.reason(), 1);
        Headers headers = row.headers();
        add(headers, MESSAGE, rejection.message());
        add(headers, TOPIC, row.position().topic());
        add(headers, PARTITION, Integer.toString(row.position().partition()));
        add(headers, OFFSET, Long.toString(row.position().offset()));
        add(headers, STAGE, rejection.stage().label());
        add(headers, REASON, rejection.reason().label());
        if (rejection.field() != null) {
            add(headers, FIELD, rejection.field());
        }
        return new Record<>(row.key(), value(row, headers), Math.max(0, row.timestamp()), headers);
    }

    private byte @Nullable [] value(FrameRow row, Headers headers) {
        byte[] value = row.value();
        if (value == null || value.length <= maxBytes) {
            return value;
        }
        add(headers, ORIGINAL_LENGTH, Integer.toString(value.length));
        return Arrays.copyOf(value, maxBytes);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
