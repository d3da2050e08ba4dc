package io.riffle.app.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.topic.TopicTail;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A few of the newest predictions, as they stand in their topic: what a reader of that topic may see, and no more. The topic
 * is looked into at most once a second, however many ask, and not at all while nobody does.
 */
final class EventSample implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PER_LOOK = 5;
    private static final int KEPT = 100;
    private static final long EVERY_MILLIS = 1_000;

    private final TopicTail predictions;
    private final LongSupplier clock;
    private final Deque<Map<String, Object>> kept = new ArrayDeque<>();
    private long lookedAt = Long.MIN_VALUE / 2;

    EventSample(TopicTail predictions, LongSupplier clock) {
        this.predictions = predictions;
        this.clock = clock;
    }

    /** The sample, newest last. */
    synchronized List<Map<String, Object>> events() {
        long now = clock.getAsLong();
        if (now - lookedAt >= EVERY_MILLIS) {
            lookedAt = now;
            predictions.read(PER_LOOK, record -> add(record, now));
        }
        return List.copyOf(kept);
    }

    private void add(ConsumerRecord<byte[], byte[]> record, long now) {
        try {
            JsonNode prediction = JSON.readTree(record.value() == null ? new byte[0] : record.value());
            if (prediction.path("parameters").has("score")) {
                kept.add(Map.of(
                        "partition",
                        record.partition(),
                        "offset",
                        record.offset(),
                        "at_ms",
                        now,
                        "prediction",
                        prediction));
            }
        } catch (IOException foreign) {
            return; // somebody else writes into this topic as well
        }
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }

    @Override
    public void close() {
        predictions.close();
    }
}
