package io.riffle.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is estimated from clusters against what is known about how they were made. */
class ShareSpreadTest {
    private static final int CLUSTERS = 16;
    private static final int BINS = 5;

    /** Bursts of ten equal rows: each tells as much as one row. */
    @Test
    void designEffect_isTheSizeOfABurst_whenItsRowsAreEqual() {
        assertThat(meanEffect(10)).isCloseTo(10, within(1.0));
        assertThat(meanEffect(1)).isCloseTo(1, within(0.1));
    }

    private static double meanEffect(int burst) {
        Random random = new Random(7);
        double sum = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            long[][] cells = new long[CLUSTERS][BINS + 1];
            for (int i = 0; i < 2_000 / burst; i++) {
                cells[random.nextInt(CLUSTERS)][random.nextInt(BINS)] += burst;
            }
            double[] expected = {0.2, 0.2, 0.2, 0.2, 0.2, 0};
            sum += ShareSpread.between(cells).orElseThrow().ofShares(expected).mean();
        }
        return sum / trials;
    }

    /** All that varies is where between the first and the last bin the rows lie: one direction, not four. */
    @Test
    void directions_areAsManyAsThereAre() {
        Random random = new Random(3);
        long[][] one = new long[CLUSTERS][BINS + 1];
        long[][] all = new long[CLUSTERS][BINS + 1];
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            int moved = random.nextInt(100);
            one[cluster] = new long[] {50 + moved, 100, 100, 100, 150 - moved, 0};
            for (int i = 0; i < 500; i++) {
                all[cluster][random.nextInt(BINS)]++;
            }
        }
        double[] expected = {0.2, 0.2, 0.2, 0.2, 0.2, 0};
        assertThat(ShareSpread.between(one).orElseThrow().ofShares(expected).directions())
                .isCloseTo(1, within(0.15));
        assertThat(ShareSpread.between(all).orElseThrow().ofShares(expected).directions())
                .isGreaterThan(2.5);
    }

    /** One cluster of half the rows and many small ones are not sixteen clusters. */
    @Test
    void freedom_isThatOfEqualClusters() {
        long[][] cells = new long[CLUSTERS][2];
        for (long[] cluster : cells) {
            cluster[0] = 50;
            cluster[1] = 50;
        }
        assertThat(ShareSpread.between(cells).orElseThrow().freedom()).isCloseTo(15, within(1e-9));
        cells[0][0] = 1_450;
        assertThat(ShareSpread.between(cells).orElseThrow().freedom()).isLessThan(0.5);
        assertThat(ShareSpread.between(new long[CLUSTERS][2])).isEmpty();
        cells = new long[7][2];
        for (long[] cluster : cells) {
            cluster[0] = 5;
        }
        assertThat(ShareSpread.between(cells)).isEmpty();
    }

    /** What one block has, the next has too: blocks in pairs show more. */
    @Test
    void pairsOfBlocks_areASource_whenBlocksDependOnTheirNeighbours() {
        Random random = new Random(11);
        long[][] blocks = new long[CLUSTERS][3];
        long[][] independent = new long[CLUSTERS][3];
        for (int block = 0; block < CLUSTERS; block++) {
            boolean high = block / 4 % 2 == 0;
            blocks[block] = new long[] {high ? 80 : 20, high ? 20 : 80, 0};
            for (int row = 0; row < 100; row++) {
                independent[block][random.nextInt(2)]++;
            }
        }
        double[] expected = {0.5, 0.5, 0};
        assertThat(ShareSpread.overTime(blocks)).hasSize(2);
        assertThat(ShareSpread.overTime(blocks).get(1).ofShares(expected).mean())
                .isGreaterThan(1.8
                        * ShareSpread.overTime(blocks).get(0).ofShares(expected).mean());
        assertThat(ShareSpread.overTime(independent)).hasSize(1);
    }

    @Test
    void probability_isThatOfFewerRows_whenRowsDependOnEachOther() {
        long[] reference = {2_000, 2_000, 2_000, 2_000, 2_000};
        long[] current = {500, 400, 400, 400, 300};
        int[] coarse = {0, 1, 2, 3, 4};
        Random random = new Random(5);
        long[][] cells = new long[CLUSTERS][BINS + 1];
        for (int i = 0; i < 200; i++) {
            cells[random.nextInt(CLUSTERS)][random.nextInt(BINS)] += 10;
        }
        Variation bursts =
                new Variation(coarse, ShareSpread.between(cells).stream().toList());
        ChangeTest careful = ChangeTest.ofNumbers(reference, 0, current, 0, bursts);
        ChangeTest careless = ChangeTest.ofNumbers(reference, 0, current, 0);
        assertThat(careless.probability()).isLessThan(1e-7);
        assertThat(careful.probability()).isGreaterThan(0.01);
        assertThat(careful.effect()).isEqualTo(careless.effect());
        assertThat(careful.designEffect()).isBetween(5.0, 15.0);
        assertThat(ChangeTest.ofCategories(reference, 0, current, 0, bursts).probability())
                .isGreaterThan(0.01);
    }
}
