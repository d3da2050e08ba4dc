package io.riffle.schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which alert: what is told under the same name is one story, raised once, updated and resolved.
 *
 * @param rule of the pipeline, without a colon; or {@code drift}, {@code quality}, {@code performance} or {@code canary} for
 *     what is told without a rule
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertName(String rule, AlertSubject subject) {
    private static final char BETWEEN = ':';

    /** Reads what {@link #text} writes. */
    public static AlertName parse(String text) {
        int end = text.indexOf(BETWEEN);
        return new AlertName(text.substring(0, end), AlertSubject.parse(text.substring(end + 1)));
    }

    /** The key of the alert's records. */
    public String text() {
        return rule + BETWEEN + subject.text();
    }

    /**
     * Tells this time from the next.
     *
     * @param since when it began, milliseconds since the epoch
     */
    public String id(long since) {
        return text() + BETWEEN + since;
    }

    @Override
    public String toString() {
        return text();
    }
}
