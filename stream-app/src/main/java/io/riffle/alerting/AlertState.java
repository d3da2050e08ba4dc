package io.riffle.alerting;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is remembered of one alert.
 *
 * @param severity the present one; {@link AlertSeverity#NONE} once it is resolved
 * @param worst the last severity that was told
 * @param since start of the window in which it began
 * @param judgedTo end of the latest window that was heard of; older ones are corrections and change nothing
 * @param windows in how many windows it has fired
 * @param resolvedTo end of the window in which it was over, or 0
 */
record AlertState(
        @JsonProperty("severity") AlertSeverity severity,
        @JsonProperty("worst") AlertSeverity worst,
        @JsonProperty("since") long since,
        @JsonProperty("judgedTo") long judgedTo,
        @JsonProperty("windows") int windows,
        @JsonProperty("resolvedTo") long resolvedTo) {
    static final AlertState NONE =
            new AlertState(AlertSeverity.NONE, AlertSeverity.NONE, 0, Long.MIN_VALUE, 0, Long.MIN_VALUE);

    boolean isFiring() {
        return severity != AlertSeverity.NONE;
    }
}
