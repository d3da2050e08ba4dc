package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UsualCountTest {
    @Test
    void of_expectsTheUsual() {
        UsualCount usual = UsualCount.of(400, new long[] {400, 400, 400});
        assertThat(usual.expected()).isCloseTo(400, within(1e-9));
        assertThat(usual.probability()).isCloseTo(1, within(1e-9));
    }

    /** Equal counts do not mean that every other one is impossible: independent events have a spread of their own. */
    @Test
    void of_allowsForChance_whenEarlierCountsAreEqual() {
        long[] equal = {100, 100, 100, 100, 100, 100, 100};
        assertThat(UsualCount.of(110, equal).probability()).isGreaterThan(0.2);
        assertThat(UsualCount.of(10, equal).probability()).isLessThan(1e-4);
    }

    /** Sums of independent arrivals: the probability must be uniform, or rarer than it says. */
    @Test
    void probability_isBelowOnePercent_inAtMostOnePercentOfCases() {
        Random random = new Random(5);
        int below = 0;
        for (int trial = 0; trial < 5_000; trial++) {
            long[] earlier = new long[10];
            for (int i = 0; i < earlier.length; i++) {
                earlier[i] = arrivals(random);
            }
            below += UsualCount.of(arrivals(random), earlier).probability() < 0.01 ? 1 : 0;
        }
        assertThat(below).isBetween(5, 75);
    }

    private static long arrivals(Random random) {
        long count = 0;
        for (int i = 0; i < 2_000; i++) {
            count += random.nextDouble() < 0.02 ? 1 : 0;
        }
        return count;
    }

    @Test
    void of_refusesASingleEarlierCount() {
        assertThatThrownBy(() -> UsualCount.of(1, new long[] {1})).hasMessageContaining("at least 2");
    }
}
