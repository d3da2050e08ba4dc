package io.riffle.feature.transform;

import io.riffle.feature.TransformParameters;

/** What the scaling steps have in common. */
final class Scales {
    private static final double LEAST = 10 * Math.ulp(1.0);

    private Scales() {}

    /** A learned scale; (almost) 0 counts as 1, as in scikit-learn's {@code _handle_zeros_in_scale}. */
    static double usable(double scale) {
        return scale < LEAST ? 1 : scale;
    }

    static double positive(TransformParameters parameters, String name) {
        double number = parameters.number(name);
        if (!(number > 0)) {
            throw parameters.mustBe(name, "greater than 0", number);
        }
        return number;
    }
}
