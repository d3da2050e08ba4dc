package io.riffle.benchmark;

import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces at a fixed rate, whatever happens downstream. Event {@code index} is due at a time that is fixed before the
 * first one is sent, and latency counts from there: a producer that is held up must not hide what its events waited.
 */
final class PacedProducer implements AutoCloseable {
    private static final long FINEST_SLEEP_NANOS = 100_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Workload workload;
    private final double nanosBetween;
    private final long start;

    PacedProducer(String bootstrapServers, String topic, Workload workload, int rate) {
        producer = new KafkaProducer<>(
                // With Kafka's usual linger of 5 ms: a request per event would measure the broker and this process.
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.partitionsFor(topic);
        this.topic = topic;
        this.workload = workload;
        nanosBetween = 1e9 / rate;
        start = System.nanoTime();
    }

    /** When the event is to be sent, in terms of {@link System#nanoTime}. */
    long due(int index) {
        return start + (long) (index * nanosBetween);
    }

    void sendAll() throws IOException {
        for (int index = 0; index < workload.events(); index++) {
            for (long wait = due(index) - System.nanoTime(); wait > 0; wait = due(index) - System.nanoTime()) {
                LockSupport.parkNanos(Math.max(wait, FINEST_SLEEP_NANOS));
            }
            Future<RecordMetadata> unused = producer.send(Preparation.record(topic, workload.event(index)));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
