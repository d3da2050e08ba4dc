package io.riffle.stats.sequential;

/**
 * Watches a stream of numbers in order and says when it has changed. After a change it starts anew with what comes next.
 * Not thread-safe; one detector watches one stream.
 */
public interface SequentialDetector {
    /** Takes the next value; true if a change is found at it. */
    boolean add(double value);

    /** What {@link #restore} makes an equal detector of, where both have the same parameters. */
    byte[] toBytes();

    /**
     * Goes on where another one of the same parameters was.
     *
     * @throws IllegalArgumentException if the bytes are not of this kind of detector
     */
    void restore(byte[] state);
}
