package io.riffle.metrics;

/**
 * Alerts with a life, and what becomes of them at the webhook: what came = sent + dropped + waiting, where several alerts
 * of one key that wait count once. Alert on a rising number of failed requests, and on any dropped alert.
 */
public interface AlertMetrics {
    /** Counts nothing. */
    AlertMetrics NONE = new AlertMetrics() {};

    /** An alert went to the alerts topic; the status is raised, updated or resolved. */
    default void told(String rule, String status) {}

    /** A record of the signals topic was neither a signal nor a mute. */
    default void unreadable() {}

    /** The webhook took these alerts. */
    default void sent(int alerts) {}

    /** A request to the webhook failed and is tried again. */
    default void failed() {}

    /** Alerts that nobody took were thrown away. */
    default void dropped(int alerts) {}
}
