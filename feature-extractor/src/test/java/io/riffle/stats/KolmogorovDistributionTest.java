package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.ReferenceData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class KolmogorovDistributionTest {
    /** Values of scipy 1.17's kstwo, which change the method at the sizes 140 and 100,000 and along n d^2. */
    @ParameterizedTest
    @CsvFileSource(resources = "/stats/kstwo.csv", numLinesToSkip = 1)
    void survival_equalsScipy_forEverySizeAndMethod(int n, double d, double expected) {
        assertThat(KolmogorovDistribution.survival(n, d)).isCloseTo(expected, within(1e-12 + 1e-8 * expected));
    }

    @Test
    void survival_equalsTheReference_forEveryPairOfSamples() {
        for (JsonNode each : ReferenceData.json("reference/ks.json").get("cases")) {
            double d = each.get("statistic").asDouble();
            double x = each.get("n_x").asDouble();
            double y = each.get("n_y").asDouble();
            double n = x * y / (x + y);
            if (Math.rint(n) < 1) {
                continue; // one value against one: scipy answers NaN
            }
            String name = each.get("name").asText();
            close(name, KolmogorovDistribution.survival((int) Math.rint(n), d), each, "p_asymptotic_kstwo");
            double root = Math.sqrt(n);
            close(name, KolmogorovDistribution.limitSurvival(root * d), each, "p_asymptotic_kolmogorov_limit");
            double stephens = (root + 0.12 + 0.11 / root) * d;
            close(name, KolmogorovDistribution.limitSurvival(stephens), each, "p_asymptotic_stephens");
        }
    }

    private static void close(String name, double p, JsonNode row, String column) {
        double expected = row.get(column).asDouble();
        assertThat(p).as("%s of %s", column, name).isCloseTo(expected, within(Math.max(1e-12, 1e-8 * expected)));
    }

    /** The two methods have nothing in common but the distribution. */
    @Test
    void expansion_comesCloseToTheExactDistribution_forManyValues() {
        for (double t : new double[] {0.5, 0.7, 0.9, 1.1, 1.4}) {
            double d = t / Math.sqrt(2000);
            assertThat(PelzGood.cdf(2000, d)).isCloseTo(DurbinMatrix.cdf(2000, d), within(2e-8));
        }
    }

    @Test
    void limit_isTheSameOnBothSides_whereTheSeriesChanges() {
        double below = Math.nextDown(1.0);
        assertThat(KolmogorovDistribution.limitSurvival(below))
                .isCloseTo(KolmogorovDistribution.limitSurvival(1), within(1e-14));
        assertThat(KolmogorovDistribution.limitCdf(0.7) + KolmogorovDistribution.limitSurvival(0.7))
                .isEqualTo(1);
        assertThat(KolmogorovDistribution.limitSurvival(0)).isEqualTo(1);
    }

    @Test
    void survival_isOneAndZero_atTheEnds() {
        assertThat(KolmogorovDistribution.survival(10, 0)).isEqualTo(1);
        assertThat(KolmogorovDistribution.survival(10, 0.05)).isEqualTo(1);
        assertThat(KolmogorovDistribution.survival(10, 1)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovDistribution.survival(0, 0.5))
                .withMessageContaining("at least 1: was 0");
    }
}
