package io.riffle.demo.payments;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends payments to the events topic: at a steady rate, or as fast as they are answered. Record timestamps are the wall
 * clock, so that the pipeline's own latency metrics mean something; the payments' event time runs much faster.
 */
public final class DemoProducer implements Runnable {
    private static final long PAUSE_NANOS = 500_000;
    private static final double RAMP_SECONDS = 4;

    private final CardPayments payments;
    private final DemoTopics topics;
    private final DemoLedger ledger;
    private final LongSupplier nanoClock;
    private final long records;
    private final double perSecond;
    private final long inFlight;
    private final Map<String, Object> settings;
    private volatile boolean stopping;
    private volatile boolean done;

    /**
     * @param records how many to send; {@link Long#MAX_VALUE} for as many as there are
     * @param perSecond 0 for as fast as possible: then up to 10,000 wait for their answer
     */
    public DemoProducer(
            CardPayments payments,
            String bootstrapServers,
            DemoTopics topics,
            DemoLedger ledger,
            LongSupplier nanoClock,
            long records,
            double perSecond) {
        this.payments = payments;
        this.topics = topics;
        this.ledger = ledger;
        this.nanoClock = nanoClock;
        this.records = records;
        this.perSecond = perSecond;
        inFlight = perSecond > 0 ? DemoLedger.MOST_IN_FLIGHT : 10_000;
        settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "demo-producer",
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                // A broker may refuse the first batch to a brand-new topic; one behind it would then wait for two
                // minutes.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024);
    }

    @Override
    public void run() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = nanoClock.getAsLong();
            for (long sent = 0; sent < records && !stopping; sent++) {
                await(start, sent);
                send(producer, payments.next());
            }
            producer.flush();
        } finally {
            done = true;
        }
    }

    /** Lets the run end soon. */
    public void stop() {
        stopping = true;
    }

    /** Whether everything that will ever be sent was sent. */
    public boolean isDone() {
        return done;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, DemoRecord record) {
        ledger.sending(record);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topics.events(), record.key(), record.value());
        // The callback is told about a failure: the record then counts as sent, but not as received.
        Future<RecordMetadata> unused = producer.send(message, (metadata, failure) -> {
            if (failure == null) {
                ledger.acknowledged();
            }
        });
        if (record.expected().isEmpty()) {
            topics.labels().ifPresent(labels -> label(producer, labels, record));
        }
    }

    /** Nobody's bank is that fast; but then nobody waits for weeks to see an experiment end. */
    private static void label(KafkaProducer<byte[], byte[]> producer, String labels, DemoRecord record) {
        String label = "{\"event_id\":\"" + EventIds.of(record.sequence()) + "\",\"label\":"
                + (record.isFraud() ? 1 : 0) + "}";
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(labels, record.key(), label.getBytes(StandardCharsets.UTF_8)));
    }

    private void await(long start, long sent) {
        while (!stopping && (isEarly(start, sent) || ledger.inFlight() >= inFlight)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isEarly(long start, long sent) {
        return perSecond > 0 && due((nanoClock.getAsLong() - start) / 1e9, perSecond) < sent;
    }

    /**
     * How many records a rate calls for by now. It rises steadily during the first seconds: a JVM that has just started
     * is slow, and what piles up then would be all that the latency shows.
     */
    static double due(double seconds, double perSecond) {
        return seconds < RAMP_SECONDS
                ? perSecond * seconds * seconds / (2 * RAMP_SECONDS)
                : perSecond * (seconds - RAMP_SECONDS / 2);
    }
}
