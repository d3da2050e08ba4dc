package io.riffle.config.event;

/** What becomes of an event in which a declared JSON key occurs twice. */
public enum DuplicateKeys {
    /** It is a dead letter. */
    REJECT,
    /** The last one counts. */
    LAST
}
