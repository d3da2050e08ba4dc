package io.riffle.watch.outcome;

/**
 * The truth about one event, as it arrived.
 *
 * @param truth a class name or a number, as text
 * @param time when it became known, milliseconds since the epoch
 */
public record Label(String eventId, String truth, long time) {}
