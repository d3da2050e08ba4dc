package io.riffle.app.topic;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest records of a topic that nobody has looked at yet. */
public interface TopicTail extends AutoCloseable {
    /**
     * Hands over what has come since the last call, at most {@code most} of each partition: the newest. Thread-safe.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    void read(int most, Consumer<ConsumerRecord<byte[], byte[]>> next);

    @Override
    void close();

    /** Opens a tail by the name of a topic. */
    interface Opener {
        TopicTail open(String topic);
    }
}
