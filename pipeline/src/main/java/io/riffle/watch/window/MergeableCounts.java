package io.riffle.watch.window;

/**
 * Counts of some rows. Those of two sets of rows add up to those of both, in any order.
 *
 * @param <C> the implementing class
 */
public interface MergeableCounts<C> {
    /** How many rows were counted. */
    long rows();

    /** Adds the counts of other rows to these. */
    void add(C other);

    /** What {@link WindowKind#read} makes equal counts of. */
    byte[] toBytes();
}
