package io.riffle.stats;

import java.util.List;

/**
 * Tests of two samples whose rows depend on each other. Each source that shows more variance than independent rows have gives
 * a probability of its own, and the largest stands.
 */
final class ClusteredTest {
    private final List<ShareSpread> sources;
    private final double[] coarse;
    private final List<DesignEffect> ofShares;
    private final int directions;

    /**
     * Of two samples, by coarse bin, that of missing values being the last.
     *
     * @param sources by the same bins
     */
    ClusteredTest(long[] reference, long[] current, List<ShareSpread> sources) {
        this.sources = sources;
        double rows = (double) Shares.total(reference) + Shares.total(current);
        int[] index = CoarseBins.sparseIndex(reference, current);
        double[] expected = new double[CoarseBins.bins(index)];
        coarse = new double[reference.length];
        for (int bin = 0; bin < index.length; bin++) {
            coarse[bin] = (reference[bin] + current[bin]) / rows;
            expected[index[bin]] += coarse[bin];
        }
        directions = expected.length - 1;
        ofShares = directions < 1
                ? List.of()
                : sources.stream()
                        .map(each -> each.into(index, expected.length).ofShares(expected))
                        .filter(DesignEffect::isShown)
                        .toList();
    }

    /** The largest mean design effect that a source shows. */
    double designEffect() {
        return ofShares.stream().mapToDouble(DesignEffect::mean).max().orElse(1);
    }

    /** The probability of a chi-square, of these bins or of the finer ones in them. */
    double chiSquare(HomogeneityTest test) {
        double probability = test.probability();
        for (DesignEffect effect : ofShares) {
            probability =
                    test.freedom() < 1 ? probability : Math.max(probability, effect.probability(test, directions));
        }
        return probability;
    }

    /**
     * The probability of a Kolmogorov-Smirnov statistic. Rows in one bin are ties, so the statistic is smaller and the
     * probability larger than that of the values.
     *
     * @param reference by finer bins
     */
    double shift(long[] reference, long[] current) {
        long n = Shares.total(reference);
        long m = Shares.total(current);
        if (n == 0 || m == 0) {
            return 1;
        }
        double statistic = KolmogorovSmirnov.binned(reference, current);
        double probability = probability(statistic, (double) n, (double) m);
        if (coarse.length < 3) {
            return probability;
        }
        for (ShareSpread source : sources) {
            DesignEffect effect = source.ofFunction(coarse);
            if (effect.isShown()) {
                double fewer = probability(statistic, n / effect.mean(), m / effect.mean());
                probability = Math.max(probability, effect.studentised(fewer));
            }
        }
        return probability;
    }

    private static double probability(double statistic, double n, double m) {
        double probability = KolmogorovSmirnovProbability.asymptotic(statistic, n, m);
        return Double.isNaN(probability) ? 1 : probability;
    }
}
