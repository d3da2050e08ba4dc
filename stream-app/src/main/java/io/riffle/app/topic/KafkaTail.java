package io.riffle.app.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A reader that is asked now and then and jumps over what is too much: the stream never knows that somebody watches.
 * Connects with the first question.
 */
public final class KafkaTail implements TopicTail {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 1 << 20;

    private final Map<String, Object> settings;
    private final String topic;
    private @Nullable TopicReader reader;

    /** @param reader settings of a consumer of committed records */
    public KafkaTail(Map<String, Object> reader, String topic) {
        settings = new HashMap<>(reader);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_BYTES / 4);
        this.topic = topic;
    }

    @Override
    public synchronized void read(int most, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        if (reader == null) {
            reader = TopicReader.open(settings, topic);
        }
        Map<TopicPartition, Long> ends = reader.skipTo(most);
        long started = System.nanoTime();
        reader.readUpTo(ends, () -> System.nanoTime() - started < PATIENCE.toNanos(), record -> {
            next.accept(record);
            return true;
        });
    }

    @Override
    public synchronized void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
