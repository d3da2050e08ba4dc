package io.riffle.stats;

/** How likely many successes are: P(X at least k) = I_p(k, n - k + 1) (Abramowitz and Stegun 26.5.24). */
public final class BinomialTail {
    private BinomialTail() {}

    /**
     * The probability of {@code successes} or more of {@code trials}, each with this probability.
     *
     * @throws IllegalArgumentException if there are more successes than trials, or the probability is none
     */
    public static double atLeast(long successes, long trials, double probability) {
        if (successes < 0 || successes > trials || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "successes must be from 0 to trials and the probability from 0 to 1: was " + successes + " of "
                            + trials + " at " + probability);
        }
        return successes == 0
                ? 1
                : IncompleteBeta.regularized((double) successes, (double) (trials - successes) + 1, probability);
    }
}
