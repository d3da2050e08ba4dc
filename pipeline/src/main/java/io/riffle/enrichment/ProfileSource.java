package io.riffle.enrichment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where profiles come from. One call serves a whole micro-batch in one round trip. Thread-safe: all tasks share one.
 */
public interface ProfileSource extends AutoCloseable {
    /**
     * The profiles of these distinct entities. An entity without any stored field is absent from the answer.
     *
     * @throws ProfileUnavailableException when there is no complete answer within the deadline
     */
    Map<String, EntityProfile> fetch(List<String> entities, Duration deadline) throws ProfileUnavailableException;

    /** Opens its connections again: for some time nothing that was asked was answered. */
    default void renew() {}

    @Override
    void close();
}
