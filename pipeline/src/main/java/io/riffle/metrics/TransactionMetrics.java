package io.riffle.metrics;

/** What brokers leave behind of transactions. Thread-safe. */
public interface TransactionMetrics {
    /** Transactions that block readers now and that nobody will end. */
    void hanging(int transactions);

    /** One was ended in the coordinator's place. */
    void aborted();
}
