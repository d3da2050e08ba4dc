package io.riffle.watch.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.riffle.schema.Severity;

/**
 * What is remembered of one alert.
 *
 * @param severity the present one; {@link Severity#NONE} while nothing is wrong
 * @param told the severity that was told last; {@link Severity#NONE} while nobody believes that it stands
 * @param since start of the window in which it began
 * @param heldSince start of the first window in a row that fired, whether that is long enough or not; {@link #NEVER} if none
 * @param judgedTo end of the latest window that was heard of; older ones are corrections and change nothing
 * @param windows in how many windows it has fired
 * @param resolvedTo end of the window in which it was over, or {@link #NEVER}
 * @param heardAt when the latest signal came, by the wall clock or by the signal, whichever is later; milliseconds since the epoch
 */
record AlertState(
        @JsonProperty("severity") @JsonSerialize(using = ToStringSerializer.class)
        Severity severity,

        @JsonProperty("told") @JsonSerialize(using = ToStringSerializer.class)
        Severity told,

        @JsonProperty("since") long since,
        @JsonProperty("heldSince") long heldSince,
        @JsonProperty("judgedTo") long judgedTo,
        @JsonProperty("windows") int windows,
        @JsonProperty("resolvedTo") long resolvedTo,
        @JsonProperty("heardAt") long heardAt) {
    static final long NEVER = Long.MIN_VALUE;
    static final AlertState NONE = new AlertState(Severity.NONE, Severity.NONE, 0, NEVER, NEVER, 0, NEVER, 0);

    boolean isFiring() {
        return severity.fires();
    }

    /** Whether it was told and not yet resolved. */
    boolean isTold() {
        return told.fires();
    }

    AlertState heard(long now) {
        return new AlertState(severity, told, since, heldSince, judgedTo, windows, resolvedTo, now);
    }

    AlertState told(Severity now) {
        return new AlertState(severity, now, since, heldSince, judgedTo, windows, resolvedTo, heardAt);
    }
}
