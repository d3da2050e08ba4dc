package io.riffle.config.alerting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What every instance measures of itself, over the last minute. */
public enum OperationsMeasure {
    /** Dead letters among the rows received, from 0 to 1. */
    ERROR_RATE,
    /** Milliseconds from an event record's timestamp to its prediction being handed to the producer. */
    MEAN_LATENCY,
    P95_LATENCY,
    P99_LATENCY,
    /** Rows received per second. */
    THROUGHPUT,
    /** {@link #THROUGHPUT} as a share of the instance's usual one, from 0 on. */
    THROUGHPUT_OF_USUAL,
    /** Records of the events topic that the instance has not read yet. */
    CONSUMER_LAG;

    /** As in rules and signals. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isLatency() {
        return this == MEAN_LATENCY || this == P95_LATENCY || this == P99_LATENCY;
    }

    static Optional<OperationsMeasure> of(String text) {
        return Arrays.stream(values())
                .filter(measure ->
                        measure != THROUGHPUT_OF_USUAL && measure.text().equals(text))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .filter(measure -> measure != THROUGHPUT_OF_USUAL)
                .map(OperationsMeasure::text)
                .collect(Collectors.joining(", "));
    }
}
