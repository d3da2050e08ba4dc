package io.riffle.benchmark;

import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.workload.PredictionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the predictions of a topic were seen by a consumer of one isolation level. */
final class Arrivals implements AutoCloseable {
    private final long[] times;
    private final CountDownLatch outstanding;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private Arrivals(Map<String, Object> settings, String topic, int events) {
        times = new long[events];
        outstanding = new CountDownLatch(events);
        thread = new Thread(() -> read(settings, topic), "arrivals");
    }

    /** Starts to read in a thread of its own. */
    static Arrivals start(String bootstrapServers, String topic, String isolation, int events) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        Arrivals arrivals = new Arrivals(settings, topic, events);
        arrivals.thread.start();
        return arrivals;
    }

    /** Whether a prediction of every event arrived within the limit. */
    boolean await(Duration limit) throws InterruptedException {
        return outstanding.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many events have no prediction yet. */
    long missing() {
        return outstanding.getCount();
    }

    /** When the event's first prediction was seen, in terms of {@link System#nanoTime}; 0 if none was. */
    long time(int index) {
        return times[index];
    }

    private void read(Map<String, Object> settings, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    arrived(PredictionId.index(record.value()));
                }
            }
        }
    }

    private void arrived(int index) {
        if (times[index] == 0) {
            times[index] = System.nanoTime();
            outstanding.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join();
    }
}
