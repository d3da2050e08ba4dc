package io.riffle.windowcount;

import java.util.List;

/**
 * A window as far as all partitions have counted it.
 *
 * @param revision 1 the first time, more each time a partition was behind and counted on
 * @param partitions how many partitions had rows in it
 * @param earlier the counts of the windows directly before, the nearest first; a window without rows is absent and ends
 *     the list
 */
public record ClosedWindow<C>(WindowKey key, int revision, int partitions, C counts, List<C> earlier) {
    public ClosedWindow {
        earlier = List.copyOf(earlier);
    }
}
