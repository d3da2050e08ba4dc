package io.riffle.model.canary;

import io.riffle.stats.StudentTDistribution;

/** Quantiles of Student's t. */
final class StudentQuantile {
    private StudentQuantile() {}

    /** The t that is exceeded with probability alpha, by halving the interval. */
    static double upper(double alpha, int degreesOfFreedom) {
        StudentTDistribution student = new StudentTDistribution(degreesOfFreedom);
        double low = 0;
        double high = 1e3;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (student.survival(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
