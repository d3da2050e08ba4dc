package io.riffle.watch.window;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A window as far as all partitions have counted it.
 *
 * @param revision 1 the first time, more each time a partition was behind and counted on
 * @param partitions how many partitions had rows in it
 * @param earlier the counts of the windows directly before, the nearest first; a window without rows is absent and ends
 *     the list
 * @param before the counts of the window so many windows before; empty if it had no rows or is not {@link
 *     WindowKind#kept} any more
 * @param first the first window that {@link WindowKind#learnsFrom} accepted, if there was one; it may be this one
 * @param remembered what is left of earlier windows, the latest first
 */
public record ClosedWindow<C>(
        WindowKey key,
        int revision,
        int partitions,
        C counts,
        List<C> earlier,
        IntFunction<Optional<C>> before,
        Optional<FirstWindow<C>> first,
        List<RememberedWindow> remembered) {
    public ClosedWindow {
        earlier = List.copyOf(earlier);
        remembered = List.copyOf(remembered);
    }
}
