package io.riffle.deadletter;

import io.riffle.frame.FrameRow;
import io.riffle.metrics.ScoringMetrics;
import java.nio.charset.StandardCharsets;
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

    private final ScoringMetrics metrics;

    public DeadLetters(ScoringMetrics metrics) {
        this.metrics = metrics;
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
        return new Record<>(row.key(), row.value(), Math.max(0, row.timestamp()), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
