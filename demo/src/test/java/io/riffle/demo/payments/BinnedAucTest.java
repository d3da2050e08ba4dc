package io.riffle.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.stats.RocAuc;
import org.junit.jupiter.api.Test;

class BinnedAucTest {
    /** Scores as models give them: most next to 0, where bins of equal width would tell nothing apart. */
    @Test
    void value_equalsTheExactOne_whenMostScoresAreTiny() {
        SeededRandom random = new SeededRandom(1);
        double[] scores = new double[20_000];
        boolean[] positive = new boolean[scores.length];
        BinnedAuc auc = new BinnedAuc();
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.chance(0.02);
            double logit = -9 + 2.5 * random.gaussian() + (positive[i] ? 5 : 0);
            scores[i] = 1 / (1 + Math.exp(-logit));
            auc.add(scores[i], positive[i]);
        }
        assertThat(auc.value()).isCloseTo(RocAuc.of(scores, positive), within(1e-5));
    }

    @Test
    void value_isOneHalf_whenAllScoresAreEqual() {
        BinnedAuc auc = new BinnedAuc();
        auc.add(0, true);
        auc.add(0, false);
        auc.add(0, false);
        assertThat(auc.value()).isEqualTo(0.5);
    }

    @Test
    void value_isMissing_whenThereIsNoPositive() {
        BinnedAuc auc = new BinnedAuc();
        auc.add(1, false);
        assertThat(auc.value()).isNaN();
    }
}
