package io.riffle.app.run;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks Kafka every two seconds whether it is there: a stream whose broker is gone says that it is running. */
final class BrokerContact implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A look that is slow, or lost once, is no outage. */
    private static final Duration SILENT = Duration.ofSeconds(7);

    private final Admin admin;
    private final LongSupplier clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "broker-contact");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long answeredMillis;

    /**
     * Asks from {@link #start} on.
     *
     * @param admin is not closed here
     * @param clock milliseconds since the epoch
     */
    BrokerContact(Admin admin, LongSupplier clock) {
        this.admin = admin;
        this.clock = clock;
        answeredMillis = clock.getAsLong();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the timer
    void start() {
        timer.scheduleAtFixedRate(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When Kafka answered for the last time, milliseconds since the epoch, if that was too long ago. */
    OptionalLong silentSince() {
        long answered = answeredMillis;
        return clock.getAsLong() - answered > SILENT.toMillis() ? OptionalLong.of(answered) : OptionalLong.empty();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // no answer is what is looked for
    private void look() {
        admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                .clusterId()
                .whenComplete((id, unanswered) -> {
                    if (unanswered == null) {
                        answeredMillis = clock.getAsLong();
                    }
                });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
