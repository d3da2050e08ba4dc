package io.riffle.learning;

/**
 * How experts are weighed.
 *
 * @param share of their weight that all experts divide evenly after each example, so that each can come back
 * @param patience how much less a loss counts, the more examples have been learned since its question: by
 *     {@code (1 + lag) ^ -patience}
 */
public record Mixing(double share, double patience) {
    public static final Mixing DEFAULT = new Mixing(0.01, 0.75);

    public Mixing {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1: was " + share);
        }
        if (!(patience >= 0 && patience <= 2)) {
            throw new IllegalArgumentException("patience must be from 0 to 2: was " + patience);
        }
    }
}
