package io.riffle.model.deployment;

/**
 * Who changed a deployment, when and why.
 *
 * @param by a person, or {@code canary controller}
 * @param atMs milliseconds since the epoch
 */
public record Change(String by, long atMs, String reason) {}
