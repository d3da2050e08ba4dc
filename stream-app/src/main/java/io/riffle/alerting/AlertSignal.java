package io.riffle.alerting;

/**
 * What something that watches saw of one subject in one window, whether bad or good.
 *
 * @param rule what is watched, for example {@code drift}
 * @param subject whose, for example {@code 3/champion/amount}; rule and subject together name an alert
 * @param severity {@code none} where nothing is wrong, else {@code low}, {@code medium} or {@code high}
 * @param value what was found, in the rule's own unit
 * @param threshold what it was held against
 * @param text one line for people
 * @param from start of the window, milliseconds since the epoch
 * @param to its end
 */
public record AlertSignal(
        String rule,
        String subject,
        AlertSeverity severity,
        double value,
        double threshold,
        String text,
        long from,
        long to) {

    /** Whether something is wrong. */
    public boolean firing() {
        return severity != AlertSeverity.NONE;
    }

    /** Names the alert. */
    public String key() {
        return rule + ":" + subject;
    }
}
