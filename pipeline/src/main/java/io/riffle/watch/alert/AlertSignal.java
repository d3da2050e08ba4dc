package io.riffle.watch.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.riffle.schema.Severity;

/**
 * What something that watches saw of one subject in one window, whether bad or good. It becomes an alert by its own
 * severity, unless rules of {@code alerts} select it: then it is what those rules make of its severity or value.
 *
 * @param rule what is watched: {@code drift}, {@code quality}, {@code performance} or {@code operations}, as in
 *     {@link io.riffle.config.Watched}; behind {@link SignalRules} the name of a rule
 * @param subject whose, as {@link #subject} makes it, for example {@code 3/champion/amount}; rule and subject together name
 *     an alert
 * @param severity {@code none} where nothing is wrong or the watcher has no opinion, else {@code low}, {@code medium} or
 *     {@code high}
 * @param value what was found, which rules compare: an effect, a share from 0 to 1, a metric, milliseconds
 * @param threshold what it was held against
 * @param text one line for people
 * @param from start of the window, milliseconds since the epoch
 * @param to its end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertSignal(
        String rule,
        String subject,
        @JsonSerialize(using = ToStringSerializer.class) Severity severity,
        double value,
        double threshold,
        String text,
        long from,
        long to)
        implements AlertInput {
    /** What begins the subjects of operations. */
    public static final String INSTANCE = "instance";

    private static final int PARTS = 3;

    /**
     * A subject.
     *
     * @param version of the model, {@link #INSTANCE} for operations, or {@code -} where neither matters
     * @param variant which answered, the instance's name, or {@code -}
     * @param measure what rules name: a feature, {@code amount.completeness}, {@code auc}, {@code p99_latency}
     */
    public static String subject(String version, String variant, String measure) {
        return version + "/" + variant + "/" + measure;
    }

    /** The part of the subject that rules name. */
    public String measure() {
        return part(PARTS - 1);
    }

    String version() {
        return part(0);
    }

    String variant() {
        return part(1);
    }

    private String part(int index) {
        String[] parts = subject.split("/", PARTS);
        return parts[Math.min(index, parts.length - 1)];
    }

    /** Whether something is wrong. */
    public boolean firing() {
        return severity.fires();
    }

    /** Names the alert. */
    @Override
    public String key() {
        return rule + ":" + subject;
    }
}
