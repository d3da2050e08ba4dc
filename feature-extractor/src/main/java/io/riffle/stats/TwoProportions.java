package io.riffle.stats;

/**
 * Two shares compared: the pooled z test and the interval of the difference (unpooled, Wald), as in textbooks and in
 * {@code statsmodels}. The second is what is tried, so a positive difference says that it is higher.
 */
public record TwoProportions(long firstHits, long firstEvents, long secondHits, long secondEvents) {
    public TwoProportions {
        if (firstHits < 0 || firstHits > firstEvents || secondHits < 0 || secondHits > secondEvents) {
            throw new IllegalArgumentException("hits must be from 0 to the number of events: were " + firstHits + " of "
                    + firstEvents + " and " + secondHits + " of " + secondEvents);
        }
    }

    /** NaN without events. */
    public double first() {
        return (double) firstHits / firstEvents;
    }

    public double second() {
        return (double) secondHits / secondEvents;
    }

    public double difference() {
        return second() - first();
    }

    /** The relative difference; NaN or infinite where the first share is 0. */
    public double lift() {
        return difference() / first();
    }

    /** The pooled z; NaN if nobody or everybody is a hit, or one side is empty. */
    public double z() {
        double pooled = (double) (firstHits + secondHits) / (firstEvents + secondEvents);
        return difference() / Math.sqrt(pooled * (1 - pooled) * (1.0 / firstEvents + 1.0 / secondEvents));
    }

    /** Two-sided; NaN if z is. */
    public double p() {
        double z = z();
        return Double.isNaN(z) ? Double.NaN : NormalDistribution.twoSided(z);
    }

    /** The interval of the difference at a confidence such as 0.95. */
    public Interval interval(double confidence) {
        double half = NormalDistribution.inverseSurvival((1 - confidence) / 2) * standardError();
        return new Interval(difference() - half, difference() + half);
    }

    /** Of the difference, unpooled. */
    public double standardError() {
        return Math.sqrt(first() * (1 - first()) / firstEvents + second() * (1 - second()) / secondEvents);
    }

    /**
     * The smallest difference of two shares that a two-sided z test with these sizes finds with probability {@code power}:
     * (z(1 - alpha / 2) + z(power)) sqrt(p (1 - p) (1 / n1 + 1 / n2)) (Fleiss, Statistical Methods for Rates and Proportions,
     * chapter 4, with one variance). NaN without events.
     */
    public static double minimumDetectable(
            double share, long firstEvents, long secondEvents, double alpha, double power) {
        double z = NormalDistribution.inverseSurvival(alpha / 2) + NormalDistribution.quantile(power);
        return firstEvents == 0 || secondEvents == 0
                ? Double.NaN
                : z * Math.sqrt(share * (1 - share) * (1.0 / firstEvents + 1.0 / secondEvents));
    }
}
