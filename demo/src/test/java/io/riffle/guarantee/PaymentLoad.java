package io.riffle.guarantee;

import io.riffle.demo.payments.CardPayments;
import io.riffle.demo.payments.DemoRecord;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces card payments at a steady rate until it is told to stop. Once there are plenty it only trickles: what a slow
 * machine has to catch up with, and a test to read, stays bounded.
 */
final class PaymentLoad implements AutoCloseable {
    private static final int PLENTY = 100_000;
    private static final int TRICKLE = 10;

    private final Thread thread;
    private volatile boolean stopping;
    private volatile int produced;
    private volatile Throwable failure;

    PaymentLoad(String bootstrapServers, String topic, int eventsPerSecond) {
        thread = new Thread(() -> run(bootstrapServers, topic, eventsPerSecond), "payment-load");
        thread.start();
    }

    int produced() {
        return produced;
    }

    /** Stops and waits until everything is in the topic. */
    int stop() throws InterruptedException {
        stopping = true;
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("the load must be produced: failed", failure);
        }
        return produced;
    }

    private void run(String bootstrapServers, String topic, int eventsPerSecond) {
        CardPayments payments = new CardPayments(Servers.SEED, Servers.START);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            long due = System.nanoTime();
            while (!stopping) {
                DemoRecord record = payments.next();
                producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
                produced++;
                due += 1_000_000_000L / eventsPerSecond * (produced < PLENTY ? 1 : TRICKLE);
                while (due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    /** Patient: what was produced while the broker is away is in the topic once it is back. */
    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                2,
                "max.in.flight.requests.per.connection",
                1,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                "max.block.ms",
                Integer.MAX_VALUE);
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
