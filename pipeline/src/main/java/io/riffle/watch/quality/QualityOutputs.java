package io.riffle.watch.quality;

import io.riffle.watch.window.WindowedCounting;

/**
 * Where a counting node keeps its windows, and its children.
 *
 * @param next the child that gets scored frames; empty if there is none
 * @param deadLetters the child that gets dead letters
 * @param counting where it counts, and the child that gets the parts of closed windows
 */
public record QualityOutputs(String store, String next, String deadLetters, WindowedCounting.Output counting) {}
