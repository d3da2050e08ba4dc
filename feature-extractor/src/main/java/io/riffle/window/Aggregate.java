package io.riffle.window;

/** What a window tells about the values of a field; {@code SINCE_LAST} is milliseconds since the entity's last event. */
public enum Aggregate {
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX,
    STD,
    DISTINCT,
    SINCE_LAST
}
