package io.riffle.app.deploy;

import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the control topic from its beginning, without a group: every instance reads all of it. Not thread-safe. */
final class ControlReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** @throws org.apache.kafka.common.KafkaException where the broker does not answer */
    ControlReader(Pipeline pipeline) {
        String topic = pipeline.topics().of(SideTopic.CONTROL);
        consumer = new KafkaConsumer<>(new StreamsSettings(pipeline).reader());
        boolean ready = false;
        try {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ready = true;
        } finally {
            if (!ready) {
                consumer.close();
            }
        }
    }

    /**
     * Hands over every record up to the present end.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException where that takes too long
     */
    void readToEnd(TopicEnd end, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        end.read(consumer, next);
    }

    /** Hands over what comes next; waits up to the time limit for it. */
    void poll(Duration limit, Consumer<ConsumerRecord<byte[], byte[]>> next) {
        consumer.poll(limit).forEach(next);
    }

    /** Ends a poll in another thread, with a {@link org.apache.kafka.common.errors.WakeupException} there. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
