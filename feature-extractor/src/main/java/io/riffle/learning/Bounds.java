package io.riffle.learning;

/**
 * What nothing may exceed.
 *
 * @param input standard deviations beyond which an input counts as this far
 * @param correction the most that is added to a margin of the champion, either way; of numbers in units of their
 *     {@linkplain Spread spread}
 */
public record Bounds(double input, double correction) {
    public static final Bounds DEFAULT = new Bounds(8, 4);

    /** Without bounds, as textbooks have it. */
    public static final Bounds NONE = new Bounds(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Bounds {
        if (!(input > 0) || !(correction > 0)) {
            throw new IllegalArgumentException(
                    "bounds must be above 0: were " + input + " of an input and " + correction + " of a correction");
        }
    }
}
