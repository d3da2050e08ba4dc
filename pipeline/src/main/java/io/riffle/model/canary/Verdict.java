package io.riffle.model.canary;

import java.util.Map;

/**
 * What the guards say about a canary.
 *
 * @param reason in words, with the figures
 * @param figures the same for programs
 */
public record Verdict(Kind kind, String reason, Map<String, Object> figures) {
    /** What is to be done. */
    public enum Kind {
        /** Not enough is known yet. */
        WAIT,
        /** The next step may be taken. */
        PASS,
        /** It must be rolled back. */
        FAIL
    }

    public Verdict {
        figures = Map.copyOf(figures);
    }
}
