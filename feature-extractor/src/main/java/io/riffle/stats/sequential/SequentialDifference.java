package io.riffle.stats.sequential;

import io.riffle.stats.Interval;
import io.riffle.stats.TwoProportions;

/**
 * A decision about two shares that stays valid however often it is looked at: the mixture sequential probability ratio test.
 * The likelihood ratio of the difference is averaged over a normal distribution of possible differences with variance tau^2,
 *
 * <pre>  L = sqrt(V / (V + tau^2)) exp(tau^2 d^2 / (2 V (V + tau^2)))</pre>
 *
 * with d the difference and V the variance of its estimate. Without a difference L is a martingale of mean 1, so it ever
 * exceeds 1 / alpha with a probability of at most alpha (Ville). Source: R. Johari, P. Koomen, L. Pekelis, D. Walsh, "Peeking
 * at A/B tests", KDD 2017, and "Always valid inference", Operations Research 70 (2022); the mixture is by H. Robbins (1970).
 *
 * <p>Where events come in clusters (many of one entity, which resemble each other), V is no less than the variance between
 * clusters that the caller has found: without it an A/A experiment over entities is soon "significant".
 *
 * <p>V is the pooled binomial variance, p (1 - p) (1 / n1 + 1 / n2), with one hit and one miss added so that the first few
 * events do not claim a certainty they cannot have. That makes the martingale an approximation for shares, whose false alarms
 * a simulation in the tests holds below alpha at a look after every event.
 *
 * @param tau the size of differences that one expects, in shares; decides how soon they are found, never whether a decision is
 *     valid
 */
public record SequentialDifference(double tau) {
    /** For differences of about two percentage points. */
    public static final SequentialDifference USUAL = new SequentialDifference(0.02);

    public SequentialDifference {
        if (!(tau > 0 && tau <= 1)) {
            throw new IllegalArgumentException("tau must be above 0 and at most 1: was " + tau);
        }
    }

    /**
     * The always-valid p value of one look, from 0 to 1: 1 / L, at most 1. A decision may be taken at the first look whose
     * value is below alpha; whoever keeps the smallest value seen has the p value that never rises again.
     */
    public double p(TwoProportions shares) {
        return p(shares, 0);
    }

    /** The same with a variance of the difference that is no less than {@code least}; NaN says nothing. */
    public double p(TwoProportions shares, double least) {
        double variance = variance(shares, least);
        if (Double.isNaN(variance)) {
            return 1;
        }
        double square = tau * tau;
        double difference = shares.difference();
        double log = 0.5 * Math.log(variance / (variance + square))
                + square * difference * difference / (2 * variance * (variance + square));
        return Math.min(1, Math.exp(-log));
    }

    /**
     * The interval of the difference that covers the true one at all looks together with the given confidence: d +- sqrt(V (V +
     * tau^2) / tau^2 (log((V + tau^2) / V) - 2 log alpha)). All of [-1, 1] before both sides have events.
     */
    public Interval interval(TwoProportions shares, double confidence) {
        return interval(shares, confidence, 0);
    }

    /** The same with a variance of the difference that is no less than {@code least}; NaN says nothing. */
    public Interval interval(TwoProportions shares, double confidence, double least) {
        double variance = variance(shares, least);
        if (Double.isNaN(variance)) {
            return new Interval(-1, 1);
        }
        double square = tau * tau;
        double evidence = Math.log((variance + square) / variance) - 2 * Math.log(1 - confidence);
        double half = Math.sqrt(variance * (variance + square) / square * evidence);
        return new Interval(Math.max(-1, shares.difference() - half), Math.min(1, shares.difference() + half));
    }

    private static double variance(TwoProportions shares, double least) {
        if (shares.firstEvents() == 0 || shares.secondEvents() == 0) {
            return Double.NaN;
        }
        double events = (double) shares.firstEvents() + shares.secondEvents() + 2;
        double pooled = (shares.firstHits() + shares.secondHits() + 1) / events;
        double binomial = pooled * (1 - pooled) * (1.0 / shares.firstEvents() + 1.0 / shares.secondEvents());
        return Double.isNaN(least) ? binomial : Math.max(binomial, least);
    }
}
