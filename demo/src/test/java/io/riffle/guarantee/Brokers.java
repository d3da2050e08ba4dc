package io.riffle.guarantee;

/** What a test's topics are in. */
interface Brokers extends AutoCloseable {
    String bootstrapServers();

    /** How many replicas a topic can have. */
    short replication();
}
