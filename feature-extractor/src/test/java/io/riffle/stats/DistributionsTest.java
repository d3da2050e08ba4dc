package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** Our distributions against those of Apache Commons Statistics, over many sizes and far into the tails. */
class DistributionsTest {
    private static final double[] SHAPES = {0.5, 1, 1.7, 2, 3, 5, 10, 15.5, 16, 40, 127, 1000, 25_000};
    private static final double[] SHARES = {1e-6, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999};

    private static void same(double actual, double expected, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-15 + 1e-11 * Math.abs(expected)));
    }

    @Test
    void normal_equalsTheLibrary_farIntoBothTails() {
        ContinuousDistribution library = org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1);
        for (double z = -38; z <= 37; z += 0.37) {
            assertThat(NormalDistribution.cdf(z))
                    .as("z %s", z)
                    .isCloseTo(library.cumulativeProbability(z), relative(library.cumulativeProbability(z)));
            assertThat(NormalDistribution.survival(z))
                    .as("z %s", z)
                    .isCloseTo(library.survivalProbability(z), relative(library.survivalProbability(z)));
            same(NormalDistribution.density(z), library.density(z), "density at " + z);
        }
    }

    private static org.assertj.core.data.Offset<Double> relative(double expected) {
        return within(1e-12 * Math.abs(expected) + Double.MIN_NORMAL);
    }

    @Test
    void f_equalsTheLibrary_alsoWithFractionsOfFreedom() {
        for (double numerator : new double[] {0.7, 1, 2.5, 9, 40}) {
            for (double denominator : new double[] {1.3, 7, 15.5, 135, 1280}) {
                for (double f : new double[] {0.01, 0.5, 1, 3.4, 18, 400}) {
                    same(
                            new FDistribution(numerator, denominator).survival(f),
                            org.apache.commons.statistics.distribution.FDistribution.of(numerator, denominator)
                                    .survivalProbability(f),
                            "F(" + numerator + ", " + denominator + ") above " + f);
                }
            }
        }
        assertThat(new FDistribution(2, 3).survival(0)).isEqualTo(1);
        assertThat(new FDistribution(2, 3).survival(Double.POSITIVE_INFINITY)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new FDistribution(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new FDistribution(2, Double.NaN));
    }

    @Test
    void normalQuantile_invertsTheDistribution_forLargeAndTinyShares() {
        for (double share :
                new double[] {1e-300, 1e-100, 1e-20, 1e-9, 0.001, 0.025, 0.2, 0.4999, 0.5, 0.77, 0.975, 0.999999}) {
            double z = NormalDistribution.inverseSurvival(share);
            assertThat(NormalDistribution.survival(z)).isCloseTo(share, within(2e-13 * share * Math.max(1, z * z)));
        }
        assertThat(NormalDistribution.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatIllegalArgumentException().isThrownBy(() -> NormalDistribution.quantile(-0.1));
    }

    @Test
    void chiSquare_equalsTheLibrary_forSmallAndLargeDegrees() {
        for (double degrees : SHAPES) {
            ContinuousDistribution library =
                    org.apache.commons.statistics.distribution.ChiSquaredDistribution.of(degrees);
            ChiSquareDistribution ours = new ChiSquareDistribution(degrees);
            for (double share : SHARES) {
                double x = library.inverseCumulativeProbability(share);
                same(ours.cdf(x), library.cumulativeProbability(x), "cdf of " + degrees + " at " + x);
                same(ours.survival(x), library.survivalProbability(x), "survival of " + degrees + " at " + x);
                same(
                        ours.survival(4 * x),
                        library.survivalProbability(4 * x),
                        "survival of " + degrees + " at " + 4 * x);
                same(ours.inverseSurvival(share), library.inverseSurvivalProbability(share), "quantile " + share);
            }
        }
        assertThat(new ChiSquareDistribution(1).survival(0)).isEqualTo(1);
        assertThat(new ChiSquareDistribution(1).survival(Double.POSITIVE_INFINITY))
                .isZero();
    }

    @Test
    void studentT_equalsTheLibrary_inBothTails() {
        for (double degrees : SHAPES) {
            TDistribution library = TDistribution.of(degrees);
            StudentTDistribution ours = new StudentTDistribution(degrees);
            for (double t = -30; t <= 30; t += 0.43) {
                same(ours.cdf(t), library.cumulativeProbability(t), "cdf of " + degrees + " at " + t);
                same(ours.survival(t), library.survivalProbability(t), "survival of " + degrees + " at " + t);
            }
        }
        assertThat(new StudentTDistribution(3).survival(Double.POSITIVE_INFINITY))
                .isZero();
    }

    @Test
    void beta_equalsTheLibrary_forSkewedShapes() {
        for (double alpha : SHAPES) {
            for (double beta : SHAPES) {
                ContinuousDistribution library =
                        org.apache.commons.statistics.distribution.BetaDistribution.of(alpha, beta);
                BetaDistribution ours = new BetaDistribution(alpha, beta);
                for (double share : SHARES) {
                    double x = library.inverseCumulativeProbability(share);
                    same(ours.cdf(x), library.cumulativeProbability(x), alpha + " " + beta + " cdf at " + x);
                    same(ours.survival(x), library.survivalProbability(x), alpha + " " + beta + " survival at " + x);
                }
            }
        }
    }

    @Test
    void shapes_areRefused_whenNotPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChiSquareDistribution(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentTDistribution(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new BetaDistribution(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> IncompleteGamma.upper(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> IncompleteBeta.regularized(1, 1, 1.5));
    }
}
