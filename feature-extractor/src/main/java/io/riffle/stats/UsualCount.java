package io.riffle.stats;

/**
 * Whether a count is one like those before. On the scale 2 sqrt(x + 3/8) (Anscombe, 1948) counts have nearly the same
 * spread whatever their mean; a further one then follows Student's t, with the spread of the earlier ones but at least the 1
 * that counts of independent events have (prediction interval, Geisser 1993).
 *
 * @param expected mean of the earlier counts on that scale, as a count
 * @param probability two-sided, of a count as far away as this one or further
 */
public record UsualCount(double expected, double probability) {
    /**
     * Compares a count with earlier ones.
     *
     * @param earlier at least two
     */
    public static UsualCount of(long count, long[] earlier) {
        if (earlier.length < 2) {
            throw new IllegalArgumentException("there must be at least 2 earlier counts: was " + earlier.length);
        }
        double sum = 0;
        for (long each : earlier) {
            sum += scaled(each);
        }
        double mean = sum / earlier.length;
        double squares = 0;
        for (long each : earlier) {
            squares += (scaled(each) - mean) * (scaled(each) - mean);
        }
        double variance = Math.max(1, squares / (earlier.length - 1));
        double t = (scaled(count) - mean) / Math.sqrt(variance * (1 + 1.0 / earlier.length));
        return of(mean, new StudentTDistribution(earlier.length - 1.0).twoSided(t));
    }

    /** @param scaled what is expected, on the scale of {@link #scaled} */
    static UsualCount of(double scaled, double probability) {
        return new UsualCount(Math.max(0, scaled * scaled / 4 - 0.375), probability);
    }

    /** A count on a scale on which its spread does not depend on its size. */
    static double scaled(long count) {
        return 2 * Math.sqrt((double) count + 0.375);
    }
}
