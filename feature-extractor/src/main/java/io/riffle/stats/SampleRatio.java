package io.riffle.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether arms got the shares they should have: the chi-square test of fit. A mismatch says that assignment or counting is
 * broken, and makes every comparison of the arms worthless (Fabijan et al., "Diagnosing sample ratio mismatch in online
 * controlled experiments", KDD 2019).
 */
public final class SampleRatio {
    private SampleRatio() {}

    /**
     * The test; empty without observations or with fewer than two arms that have a share.
     *
     * @param shares in any unit, not negative; an arm without a share must have no observations to match
     */
    public static Optional<TestResult> test(long[] observed, double[] shares) {
        if (observed.length != shares.length) {
            throw new IllegalArgumentException(
                    "observations and shares must be equally many: were " + observed.length + " and " + shares.length);
        }
        double total = Arrays.stream(observed).sum();
        double whole = Arrays.stream(shares).sum();
        long arms = Arrays.stream(shares).filter(share -> share > 0).count();
        if (total == 0 || arms < 2) {
            return Optional.empty();
        }
        double statistic = 0;
        for (int arm = 0; arm < observed.length; arm++) {
            double expected = total * shares[arm] / whole;
            double difference = observed[arm] - expected;
            statistic += difference == 0 ? 0 : difference * difference / expected;
        }
        return Optional.of(new TestResult(statistic, new ChiSquareDistribution(arms - 1).survival(statistic)));
    }
}
