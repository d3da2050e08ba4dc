package io.riffle.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.riffle.metrics.TransactionMetrics;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code riffle_transactions_hanging} and {@code riffle_transactions_aborted_total}. */
final class MicrometerTransactionMetrics implements TransactionMetrics {
    private final AtomicInteger hanging = new AtomicInteger();
    private final Counter aborted;

    MicrometerTransactionMetrics(MeterRegistry registry) {
        aborted = Counter.builder("riffle.transactions.aborted")
                .description("Hanging transactions of the pipeline that were aborted in the coordinator's place")
                .register(registry);
        Gauge.builder("riffle.transactions.hanging", hanging, AtomicInteger::doubleValue)
                .description("Transactions that block readers of the pipeline's topics and that nobody will end")
                .register(registry);
    }

    @Override
    public void hanging(int transactions) {
        hanging.set(transactions);
    }

    @Override
    public void aborted() {
        aborted.increment();
    }
}
