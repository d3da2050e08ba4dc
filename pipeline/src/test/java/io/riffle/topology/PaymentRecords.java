package io.riffle.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of one partition of the events topic, with offsets, timestamps and trace headers that are all different. */
final class PaymentRecords {
    static final long NOW = 1_736_121_600_000L;

    private final String topic;
    private final int partition;
    private long offset;

    PaymentRecords(String topic, int partition, long firstOffset) {
        this.topic = topic;
        this.partition = partition;
        offset = firstOffset;
    }

    /** A payment under the card as key. */
    ConsumerRecord<byte[], byte[]> payment(String id, String card, double amount) {
        return keyed(card, json(id, card, amount));
    }

    ConsumerRecord<byte[], byte[]> keyed(String key, String value) {
        return next(key, value, new RecordHeaders());
    }

    /** Written at that time. */
    ConsumerRecord<byte[], byte[]> keyed(long timestamp, String key, String value) {
        return next(timestamp, key, value, new RecordHeaders());
    }

    ConsumerRecord<byte[], byte[]> next(String key, String value, Headers headers) {
        return next(timestamp(offset), key, value, headers);
    }

    private ConsumerRecord<byte[], byte[]> next(long timestamp, String key, String value, Headers headers) {
        headers.add("traceparent", bytes(trace(offset)));
        return new ConsumerRecord<>(
                topic,
                partition,
                offset++,
                timestamp,
                TimestampType.CREATE_TIME,
                key.length(),
                value.length(),
                bytes(key),
                bytes(value),
                headers,
                Optional.empty());
    }

    static String json(String id, String card, double amount) {
        return "{\"event_id\":\"" + id + "\",\"card_id\":\"" + card + "\",\"event_time\":" + NOW + ",\"amount\":"
                + amount + "}";
    }

    static long timestamp(long offset) {
        return NOW + 10 * offset;
    }

    static String trace(long offset) {
        return "00-trace-" + offset;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
