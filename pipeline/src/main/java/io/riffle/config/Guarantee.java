package io.riffle.config;

/** What a crash may do to results: nothing at all, or repeat some. */
public enum Guarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
}
