package io.riffle.app.topic;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what a consumer is assigned up to its present end, in limited time: where a broker dies meanwhile, that end never
 * comes. Not thread-safe.
 */
public final class TopicEnd {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Duration limit;
    private final boolean whileSilent;
    private final LongSupplier nanos;
    private long until;

    TopicEnd(Duration limit, boolean whileSilent, LongSupplier nanos) {
        this.limit = limit;
        this.whileSilent = whileSilent;
        this.nanos = nanos;
        until = nanos.getAsLong() + limit.toNanos();
    }

    /** All that is read with this must be over in that time from now on. */
    public static TopicEnd within(Duration limit) {
        return new TopicEnd(limit, false, System::nanoTime);
    }

    /** May take any time, as long as records come: at most 30 s pass without one. */
    public static TopicEnd unlessSilent() {
        return new TopicEnd(SILENCE, true, System::nanoTime);
    }

    /**
     * Hands over every record up to the present end.
     *
     * @throws TimeoutException if the time is over before
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public void read(
            Consumer<byte[], byte[]> consumer, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> next) {
        readWhile(consumer, record -> {
            next.accept(record);
            return true;
        });
    }

    /** The same until no more are wanted, which makes it false. */
    boolean readWhile(Consumer<byte[], byte[]> consumer, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        renew();
        long left = left(consumer, ends);
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!wantsMore.test(record)) {
                    return false;
                }
            }
            long before = left;
            left = left(consumer, ends);
            if (left < before) {
                renew();
            }
            if (left > 0 && nanos.getAsLong() - until >= 0) {
                throw late(ends, left);
            }
        }
        return true;
    }

    private void renew() {
        if (whileSilent) {
            until = nanos.getAsLong() + limit.toNanos();
        }
    }

    private static long left(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private TimeoutException late(Map<TopicPartition, Long> ends, long left) {
        return new TimeoutException("topic " + ends.keySet().iterator().next().topic() + " must be read to its end "
                + (whileSilent ? "without a pause of " : "within ") + limit.toMillis() + " ms: " + left
                + " records are left");
    }
}
