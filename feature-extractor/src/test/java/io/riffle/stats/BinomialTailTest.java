package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTailTest {
    @Test
    void atLeast_equalsTheSum_whenTrialsAreFew() {
        for (double p : new double[] {0.01, 0.3, 0.9}) {
            for (int k = 0; k <= 12; k++) {
                assertThat(BinomialTail.atLeast(k, 12, p))
                        .as("%d of 12 at %s", k, p)
                        .isCloseTo(direct(k, 12, p), within(1e-12));
            }
        }
    }

    private static double direct(int k, int n, double p) {
        double sum = 0;
        for (int i = k; i <= n; i++) {
            double ways = 1;
            for (int j = 0; j < i; j++) {
                ways = ways * (n - j) / (j + 1);
            }
            sum += ways * Math.pow(p, i) * Math.pow(1 - p, n - i);
        }
        return sum;
    }

    @Test
    void atLeast_isCertainOrImpossible_atTheEnds() {
        assertThat(BinomialTail.atLeast(0, 0, 0.5)).isEqualTo(1);
        assertThat(BinomialTail.atLeast(0, 10, 0)).isEqualTo(1);
        assertThat(BinomialTail.atLeast(1, 10, 0)).isZero();
        assertThat(BinomialTail.atLeast(10, 10, 1)).isEqualTo(1);
    }

    @Test
    void atLeast_refusesMoreSuccessesThanTrials() {
        assertThatThrownBy(() -> BinomialTail.atLeast(3, 2, 0.5)).hasMessageContaining("3 of 2");
    }
}
