package io.riffle.learning;

/** Huber's loss (Annals of Mathematical Statistics 35, 1964): a square near 0 and straight beyond, so that no error pulls hardest. */
final class Huber {
    private Huber() {}

    /** The slope of the loss at an error; without a limit, or before there is one, the error itself. */
    static double slope(double error, double limit) {
        if (!(limit > 0)) {
            return error;
        }
        return Math.min(limit, Math.max(-limit, error));
    }
}
