package io.riffle.metrics;

/** What becomes of the events topic. Thread-safe. */
public interface EventsTopicMetrics {
    /** Events were gone, or lay before the position, when reading went on. */
    void skipped(long events);

    /** Partitions that no instance reads now. */
    void unread(int partitions);
}
