package io.riffle.benchmark.loop;

import io.riffle.benchmark.workload.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What somebody writes who needs the speed and gives up everything else: a poll is a batch and a transaction. A parser,
 * a Redis client and a writer for this one event, no object per row, one pipelined Redis call, one ONNX run, history in a
 * hash map with a changelog topic. No validation, no dead letters, no duplicate check, no deadline, no metrics.
 */
public final class HandLoop {
    static final int MAX_ROWS = 4000;

    private HandLoop() {}

    public static void main(String[] arguments) throws Exception {
        RunSettings settings = RunSettings.read(Path.of(arguments[0]));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        consumer(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producer(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
            stopOnSignal(consumer, Thread.currentThread());
            producer.initTransactions();
            run(settings, consumer, producer);
        } catch (WakeupException stopped) {
            // Asked to stop between two polls: nothing is half done.
        }
    }

    private static void run(
            RunSettings settings, KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer)
            throws Exception {
        int partitions = consumer.partitionsFor(settings.eventsTopic()).size();
        PollScorer scorer = new PollScorer(settings, HistoryChangelog.open(settings, partitions));
        consumer.subscribe(List.of(settings.eventsTopic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                assigned.forEach(partition -> scorer.assign(partition.partition()));
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                revoked.forEach(partition -> scorer.revoke(partition.partition()));
            }
        });
        while (true) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(100));
            if (!polled.isEmpty()) {
                producer.beginTransaction();
                scorer.score(polled, producer);
                producer.sendOffsetsToTransaction(polled.nextOffsets(), consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private static void stopOnSignal(KafkaConsumer<byte[], byte[]> consumer, Thread loop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                loop.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static Map<String, Object> consumer(RunSettings settings) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.application(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_ROWS,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20);
    }

    private static Map<String, Object> producer(RunSettings settings) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                settings.application(),
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20);
    }
}
