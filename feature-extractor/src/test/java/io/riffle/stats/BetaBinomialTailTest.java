package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BetaBinomialTailTest {
    /** Beyond the greatest of n: each further one must come from what is left, m of n + m, m - 1 of n + m - 1, ... */
    @Test
    void tail_isTheProductOfShares_whenItIsBeyondTheGreatest() {
        for (int[] each :
                new int[][] {{500, 250, 8}, {2_000, 1_000, 30}, {100_000, 50, 3}, {1, 1, 1}, {20, 400, 390}}) {
            double product = 1;
            for (int i = 0; i < each[2]; i++) {
                product *= (double) (each[1] - i) / (each[0] + each[1] - i);
            }
            double found = BetaBinomialTail.atLeast(each[2], each[1], 1, each[0]);
            if (found < 1) {
                assertThat(found).isCloseTo(product, Percentage.withPercentage(1e-7));
            } else {
                assertThat(product).as("1 only where it is nothing unusual").isGreaterThan(0.3);
            }
        }
    }

    /** A large a and b are a known probability. */
    @Test
    void tail_isBinomial_whenTheProbabilityIsCertain() {
        assertThat(BetaBinomialTail.atLeast(40, 250, 1e9, 9e9))
                .isCloseTo(BinomialTail.atLeast(40, 250, 0.1), Percentage.withPercentage(0.01));
    }

    @Test
    void tail_sumsToOne_ofAllThatCanHappen() {
        double sum = 0;
        for (int k = 12; k <= 30; k++) {
            sum += BetaBinomialTail.atLeast(k, 30, 2.5, 7.5)
                    - (k == 30 ? 0 : BetaBinomialTail.atLeast(k + 1, 30, 2.5, 7.5));
        }
        assertThat(sum).isCloseTo(BetaBinomialTail.atLeast(12, 30, 2.5, 7.5), within(1e-12));
        assertThat(BetaBinomialTail.atLeast(0, 30, 2.5, 7.5)).isEqualTo(1);
    }

    @Test
    void tail_isQuick_whenThereAreManyTrials() {
        assertThat(BetaBinomialTail.atLeast(100_000_000, 2_000_000_000, 1, 100))
                .isCloseTo(Math.pow(0.95, 100), Percentage.withPercentage(2));
        assertThat(BetaBinomialTail.atLeast(1_900_000_000, 2_000_000_000, 1, 100))
                .isLessThan(1e-100);
    }

    @Test
    void tail_refusesWhatCannotBe() {
        assertThatThrownBy(() -> BetaBinomialTail.atLeast(3, 2, 1, 1)).hasMessageContaining("was 3 of 2");
    }
}
