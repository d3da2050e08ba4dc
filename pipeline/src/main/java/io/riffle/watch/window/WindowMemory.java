package io.riffle.watch.window;

import java.time.Duration;

/**
 * How long verdicts are remembered.
 *
 * @param every the length of time of which one window is remembered; each window if it is longer
 * @param windows how many of them are kept
 */
public record WindowMemory(Duration every, int windows) {
    /** Nothing is remembered. */
    public static final WindowMemory NONE = new WindowMemory(Duration.ZERO, 0);

    /** Milliseconds from the start of one to the start of the next: a multiple of the window's size. */
    long stride(long size) {
        return Math.max(1, every.toMillis() / size) * size;
    }

    /** Whether the verdict on a window is one of those. */
    boolean holds(WindowKey key) {
        return windows > 0 && Math.floorMod(key.start(), stride(key.size())) == 0;
    }

    /** The start of the latest one before a window. */
    long latestBefore(WindowKey key) {
        long stride = stride(key.size());
        return Math.floorDiv(key.start() - 1, stride) * stride;
    }
}
