package io.riffle.model.deployment;

/**
 * A version that was champion before.
 *
 * @param untilMs milliseconds since the epoch
 */
public record PastChampion(String version, long revision, long untilMs) {}
