package io.riffle.watch.window;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Windows that are over by the wall clock, and of which no part has come.
 *
 * @param newest the last window with rows
 * @param missing how many windows after it are over
 * @param before the counts of the window so many windows before the newest, which is 0; empty if it had no rows or is not
 *     {@link WindowKind#kept} any more
 */
public record SilentWindows<C>(WindowKey newest, int missing, IntFunction<Optional<C>> before) {}
