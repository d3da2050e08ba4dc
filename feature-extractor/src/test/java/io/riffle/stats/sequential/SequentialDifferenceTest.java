package io.riffle.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.riffle.stats.Interval;
import io.riffle.stats.TwoProportions;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What somebody sees who looks at an experiment after every event. */
class SequentialDifferenceTest {
    private static final int EXPERIMENTS = 1_000;
    private static final int EVENTS = 4_000;
    private static final double ALPHA = 0.05;

    /** One experiment: was there ever a decision, by which rule, and when. */
    private record Watched(boolean sequential, boolean naive, int decidedAt, boolean covered) {}

    private static Watched watch(Random random, double first, double second) {
        long[] hits = new long[2];
        long[] events = new long[2];
        boolean naive = false;
        boolean covered = true;
        int decidedAt = -1;
        for (int event = 1; event <= EVENTS; event++) {
            int arm = random.nextInt(2);
            events[arm]++;
            hits[arm] += random.nextDouble() < (arm == 0 ? first : second) ? 1 : 0;
            TwoProportions shares = new TwoProportions(hits[0], events[0], hits[1], events[1]);
            boolean significant = SequentialDifference.USUAL.p(shares) < ALPHA;
            decidedAt = decidedAt < 0 && significant ? event : decidedAt;
            if (event % 50 == 0) {
                naive |= shares.p() < ALPHA;
                covered &=
                        SequentialDifference.USUAL.interval(shares, 1 - ALPHA).contains(second - first);
            }
        }
        return new Watched(decidedAt > 0, naive, decidedAt, covered);
    }

    /** A/A: 1,000 experiments without a difference at three rates; a look after every event. */
    @Test
    void decision_keepsItsErrorRate_whenPeekedAtAfterEveryEvent() {
        for (double rate : new double[] {0.02, 0.2, 0.5}) {
            Random random = new Random(5);
            int wrong = 0;
            int naive = 0;
            int missed = 0;
            for (int run = 0; run < EXPERIMENTS; run++) {
                Watched seen = watch(random, rate, rate);
                wrong += seen.sequential() ? 1 : 0;
                naive += seen.naive() ? 1 : 0;
                missed += seen.covered() ? 0 : 1;
            }
            assertThat(wrong).as("wrong decisions of 1,000 at rate %s", rate).isLessThanOrEqualTo(50);
            assertThat(missed).as("intervals that missed 0 at rate %s", rate).isLessThanOrEqualTo(50);
            assertThat(naive)
                    .as("what peeking at a usual p does at rate %s", rate)
                    .isGreaterThan(200);
        }
    }

    @Test
    void decision_isReached_whenThereIsADifference() {
        Random random = new Random(6);
        int found = 0;
        int covered = 0;
        for (int run = 0; run < 200; run++) {
            Watched seen = watch(random, 0.2, 0.28);
            found += seen.sequential() ? 1 : 0;
            covered += seen.covered() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
        assertThat(covered).isGreaterThanOrEqualTo(190);
    }

    /** p falls below alpha just when the interval at 1 - alpha leaves 0 out. */
    @Test
    void pAndInterval_agree_forManyCounts() {
        for (long hits = 100; hits <= 180; hits++) {
            TwoProportions shares = new TwoProportions(100, 1_000, hits, 1_000);
            double p = SequentialDifference.USUAL.p(shares);
            Interval interval = SequentialDifference.USUAL.interval(shares, 0.95);
            assertThat(p < 0.05).isEqualTo(!interval.contains(0));
        }
    }

    /** Johari et al., eq. 8, by hand: V = 1e-4, tau^2 = 4e-4, d = 0.05. */
    @Test
    void p_equalsTheFormula_forLargeCounts() {
        TwoProportions shares = new TwoProportions(475_000, 1_000_000, 525_000, 1_000_000);
        double variance = 0.25 * 2 / 1_000_000;
        double square = 4e-4;
        double ratio = Math.sqrt(variance / (variance + square))
                * Math.exp(square * 0.05 * 0.05 / (2 * variance * (variance + square)));
        assertThat(Math.log(SequentialDifference.USUAL.p(shares))).isCloseTo(-Math.log(ratio), within(1e-3));
    }

    @Test
    void nothingIsDecided_beforeBothSidesHaveEvents() {
        TwoProportions shares = new TwoProportions(5, 5, 0, 0);
        assertThat(SequentialDifference.USUAL.p(shares)).isEqualTo(1);
        assertThat(SequentialDifference.USUAL.interval(shares, 0.95)).isEqualTo(new Interval(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SequentialDifference(0));
    }
}
