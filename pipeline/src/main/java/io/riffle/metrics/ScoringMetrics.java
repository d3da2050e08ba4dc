package io.riffle.metrics;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.SkipReason;
import io.riffle.schema.Stage;

/**
 * What a pipeline counts. Called once per frame and stage, never per event with an allocation.
 *
 * <h2>Key relationships</h2>
 *
 * <ul>
 *   <li>received = predicted + dead-lettered + skipped, at every moment between two frames. A difference that stays is a bug:
 *       alert on it.
 *   <li>predicted &gt;= degraded by any one reason: a degraded answer is an answer.
 *   <li>predicted &gt;= alerted by any one rule.
 * </ul>
 *
 * After a crash under exactly-once the rows of the aborted transaction are received again; the equation still holds.
 */
public interface ScoringMetrics {
    /** Counts nothing, for stages that run beside a pipeline. */
    ScoringMetrics NONE = new ScoringMetrics() {};

    /** Events that were read; a record that holds no event counts as one, an array as its elements. */
    default void received(int rows) {}

    default void predicted(String version, String variant, int rows) {}

    default void deadLettered(Stage stage, DeadLetterReason reason, int rows) {}

    /** Records that hold no event, and that are to be passed over: neither scored nor set aside. */
    default void skipped(SkipReason reason, int rows) {}

    default void degraded(Degradation reason, int rows) {}

    default void warned(QualityWarning warning, int rows) {}

    /** Accepted rows that did not fit the fast reader of events. */
    default void decodedSlowly(int rows) {}

    default void alerted(String rule, String severity, int rows) {}

    /** Rows of one frame as it arrived. */
    default void frame(int rows) {}

    /** Time that one stage took for one frame. */
    default void stage(Stage stage, long nanoseconds) {}

    /** Milliseconds from an event record's timestamp to its prediction being handed to the producer; one per row. */
    default void latency(long milliseconds) {}

    /** Distinct entities of a frame whose profile came from memory, and from Redis. */
    default void profileLookups(int nearCacheHits, int fetched) {}

    /** One feature's values in a frame that were older than their max-age or missing. */
    default void featureStatus(String feature, int stale, int missing) {}

    /** Rows whose event time was behind all of the entity's remembered buckets: they changed no history. */
    default void tooLateForHistory(int rows) {}
}
