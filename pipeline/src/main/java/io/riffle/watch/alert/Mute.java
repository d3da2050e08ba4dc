package io.riffle.watch.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.riffle.config.Condition;
import io.riffle.schema.AlertName;

/**
 * Nothing is told of some alerts, and nothing done, for a while.
 *
 * @param rule of the alerts
 * @param subject of them, where {@code *} stands for anything
 * @param untilMs milliseconds since the epoch; not above {@code atMs} to end a mute
 * @param by who
 * @param reason why
 * @param atMs since when
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Mute(
        @JsonProperty("mute") String rule,
        String subject,
        @JsonProperty("until_ms") long untilMs,
        String by,
        String reason,
        @JsonProperty("at_ms") long atMs)
        implements AlertInput {
    static final String PREFIX = "mute:";

    /** A later mute of the same rule and subject takes the place of this one. */
    @Override
    public String key() {
        return PREFIX + rule + ":" + subject;
    }

    /** Whether it is in force. */
    public boolean isActive(long now) {
        return now < untilMs;
    }

    /** Whether it is about this alert, whenever. */
    public boolean covers(AlertName alert) {
        return rule.equals(alert.rule())
                && Condition.matches(subject, alert.subject().text());
    }
}
