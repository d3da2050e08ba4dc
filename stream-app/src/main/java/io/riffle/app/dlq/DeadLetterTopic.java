package io.riffle.app.dlq;

import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The dead-letter topic of a pipeline: read from its beginning to its present end, and sent back from. */
public final class DeadLetterTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Pipeline pipeline;

    public DeadLetterTopic(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * The committed dead letters that are meant, by partition and offset.
     *
     * @param most how many are wanted at most
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public List<DeadLetter> find(LetterFilter filter, int most) {
        List<DeadLetter> found = new ArrayList<>();
        read(letter -> {
            if (filter.accepts(letter)) {
                found.add(letter);
            }
            return found.size() < most;
        });
        return found;
    }

    /** Sends events to the pipeline's events topic and waits until the broker has them. */
    public void send(List<ProducerRecord<byte[], byte[]>> events) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(new StreamsSettings(pipeline).writer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            events.forEach(event -> sent.add(producer.send(event)));
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private void read(Predicate<DeadLetter> wantsMore) {
        String topic = pipeline.topics().deadLetters();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(new StreamsSettings(pipeline).reader())) {
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                if (!read(consumer, new TopicPartition(topic, info.partition()), wantsMore)) {
                    return;
                }
            }
        }
    }

    private static boolean read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Predicate<DeadLetter> wantsMore) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        Map<TopicPartition, Long> end = consumer.endOffsets(one);
        while (consumer.position(partition) < end.getOrDefault(partition, 0L)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!wantsMore.test(new DeadLetter(record))) {
                    return false;
                }
            }
        }
        return true;
    }
}
