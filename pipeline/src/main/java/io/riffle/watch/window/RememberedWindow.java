package io.riffle.watch.window;

/** What the verdict on an earlier window of the same rows left for later ones. */
public record RememberedWindow(long start, byte[] memory) {}
