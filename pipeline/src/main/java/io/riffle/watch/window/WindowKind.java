package io.riffle.watch.window;

import io.riffle.watch.alert.AlertSignal;
import java.time.Duration;
import java.util.List;

/**
 * One kind of counts: drift, quality, performance. Pure: the same window gives the same verdict.
 *
 * @param <C> its counts
 */
public interface WindowKind<C extends MergeableCounts<C>> {
    /** Its name in keys; it must never change. */
    String name();

    /**
     * Counts as {@link MergeableCounts#toBytes} wrote them.
     *
     * @throws IllegalStateException if they are damaged
     */
    C read(byte[] bytes);

    /** How many windows before the closed one are wanted. */
    int earlier();

    /** How many windows before the closed one {@link ClosedWindow#before} can give. */
    default int kept() {
        return earlier();
    }

    /**
     * How often a window is judged, at most, while its counts still change; zero for counts that partitions send once, when the
     * window is over.
     */
    default Duration liveEvery() {
        return Duration.ZERO;
    }

    /**
     * Whether later windows of the same version and layout can be compared with these counts. The first window of which
     * it is said is kept, also across restarts, and follows its own revisions.
     */
    default boolean learnsFrom(WindowKey key, C counts) {
        return false;
    }

    /** What its verdicts want to be remembered, they find in {@link ClosedWindow#remembered}. */
    default WindowMemory memory() {
        return WindowMemory.NONE;
    }

    /** The key of the reports of a window. */
    default String reportKey(WindowKey key) {
        return key.version() + ":" + key.variant();
    }

    /** Judges a window; called again with the next revision when a late part of it arrives. */
    WindowVerdict judge(ClosedWindow<C> window);

    /** What is to be told where no part of any window comes any more; asked again for each window that is over. */
    default List<AlertSignal> silent(SilentWindows<C> silence) {
        return List.of();
    }

    /** The node that writes its reports. */
    String reportSink();
}
