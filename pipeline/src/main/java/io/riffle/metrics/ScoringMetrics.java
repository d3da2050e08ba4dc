package io.riffle.metrics;

import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.Degradation;
import io.riffle.schema.QualityWarning;
import io.riffle.schema.Stage;

/**
 * What a pipeline counts. Called once per frame and stage, never per event with an allocation.
 *
 * <h2>Key relationships</h2>
 *
 * <ul>
 *   <li>received = predicted + dead-lettered, at every moment between two frames. A difference that stays is a bug:
 *       alert on it.
 *   <li>predicted &gt;= degraded by any one reason: a degraded answer is an answer.
 *   <li>predicted &gt;= alerted by any one rule.
 * </ul>
 *
 * After a crash under exactly-once the rows of the aborted transaction are received again; the equation still holds.
 */
public interface ScoringMetrics {
    void received(int rows);

    void predicted(String version, String variant, int rows);

    void deadLettered(Stage stage, DeadLetterReason reason, int rows);

    void degraded(Degradation reason, int rows);

    void warned(QualityWarning warning, int rows);

    void alerted(String rule, String severity, int rows);

    /** Rows of one frame as it arrived. */
    void frame(int rows);

    /** Time that one stage took for one frame. */
    void stage(Stage stage, long nanoseconds);

    /** Milliseconds from an event record's timestamp to its prediction being handed to the producer; one per row. */
    void latency(long milliseconds);

    /** Distinct entities of a frame whose profile came from memory, and from Redis. */
    void profileLookups(int nearCacheHits, int fetched);

    /** One feature's values in a frame that were older than their max-age or missing. */
    void featureStatus(String feature, int stale, int missing);

    /** Rows whose event time was behind all of the entity's remembered buckets: they changed no history. */
    void tooLateForHistory(int rows);
}
