package io.riffle.learning;

/**
 * When learning stops by itself, or passes over an example.
 *
 * @param window how many examples are looked at together
 * @param labelOdds by which factor the odds of a label may change from all windows before to this one; beyond it the learner
 *     holds
 * @param entityShare the part of a window that examples of one entity may make up; what is beyond is not learned
 */
public record Guards(int window, double labelOdds, double entityShare) {
    /** An entity may be the only one, so its share is unbounded unless somebody who knows the stream sets it. */
    public static final Guards DEFAULT = new Guards(256, 5, 1);

    /** Whatever comes is learned. */
    public static final Guards NONE = new Guards(256, Double.POSITIVE_INFINITY, 1);

    public Guards {
        if (window < 16 || window > Short.MAX_VALUE) {
            throw new IllegalArgumentException("window must be 16 to " + Short.MAX_VALUE + " examples: was " + window);
        }
        if (!(labelOdds > 1)) {
            throw new IllegalArgumentException("label odds must be above 1: were " + labelOdds);
        }
        if (!(entityShare > 0 && entityShare <= 1)) {
            throw new IllegalArgumentException("entity share must be above 0 and at most 1: was " + entityShare);
        }
    }
}
