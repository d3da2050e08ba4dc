package io.riffle.watch.quality;

/**
 * Where a counting node keeps its windows, and its children.
 *
 * @param next the child that gets scored frames
 * @param deadLetters the child that gets dead letters
 * @param parts the child that gets the parts of closed windows
 * @param second whether another node counts in windows of the same partition
 */
public record QualityOutputs(String store, String next, String deadLetters, String parts, boolean second) {}
