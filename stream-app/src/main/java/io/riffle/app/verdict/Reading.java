package io.riffle.app.verdict;

import io.riffle.app.http.Health;
import io.riffle.app.http.HealthCheck;
import io.riffle.metrics.MetricSamples;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rules look at.
 *
 * @param atMillis the time, milliseconds since the epoch
 * @param now the metrics
 * @param before the metrics of some time before, at most a minute
 * @param seconds between the two; 0 at the first look
 * @param brokerSilentSince when Kafka answered for the last time, if it no longer does
 */
public record Reading(
        long atMillis,
        MetricSamples now,
        MetricSamples before,
        double seconds,
        Health health,
        OptionalLong brokerSilentSince) {

    /** How much a counter has grown. */
    double growth(String counter) {
        return Math.max(0, now.sum(counter) - before.sum(counter));
    }

    /** What a health check says of something that is not as it should be. */
    Optional<String> cause(String check) {
        return data(check, "cause");
    }

    Optional<String> data(String check, String key) {
        return health.checks().stream()
                .filter(each -> each.name().equals(check))
                .map(HealthCheck::data)
                .filter(data -> data.containsKey(key))
                .map(data -> String.valueOf(data.get(key)))
                .findFirst();
    }

    /** Records that wait in the partition that is furthest behind; NaN if nobody knows. */
    double lag() {
        return brokerSilentSince.isPresent() ? Double.NaN : now.max("kafka_consumer_fetch_manager_records_lag_max");
    }
}
