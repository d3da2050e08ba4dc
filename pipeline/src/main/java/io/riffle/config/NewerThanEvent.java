package io.riffle.config;

/** What a stored value is worth to an event that is older than it. */
public enum NewerThanEvent {
    /** As good as any other: in a live stream an event may come a little late, and the store knows the latest value only. */
    PRESENT,
    /** It is not there: when the event happened, nobody knew it. For recordings. */
    MISSING
}
