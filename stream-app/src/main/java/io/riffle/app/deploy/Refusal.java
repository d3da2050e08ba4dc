package io.riffle.app.deploy;

/** A deployment that is not in use, and why. */
public record Refusal(long revision, String reason) {}
