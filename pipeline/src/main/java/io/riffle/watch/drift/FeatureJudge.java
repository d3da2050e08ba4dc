package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.schema.Severity;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.CoarseBins;
import io.riffle.stats.Divergence;
import io.riffle.stats.KolmogorovSmirnov;
import io.riffle.stats.MeanVariance;
import io.riffle.stats.PopulationStability;
import io.riffle.stats.Quantiles;
import io.riffle.stats.Wasserstein;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One feature of one window: the test, and the numbers that people ask for. */
final class FeatureJudge {
    private static final double FLOOR = 1e-4;

    private final double threshold;
    private final double minEffect;

    FeatureJudge(double threshold, double minEffect) {
        this.threshold = threshold;
        this.minEffect = minEffect;
    }

    DriftReport.Feature judge(CountedFeature feature, DriftCounts counts) {
        if (feature instanceof CountedFeature.OfNumber number) {
            return number(number, counts);
        }
        return category((CountedFeature.OfCategory) feature, counts);
    }

    private DriftReport.Feature number(CountedFeature.OfNumber number, DriftCounts counts) {
        long[] reference = number.reference();
        long[] current = counts.bins(number);
        long missing = counts.missing(number);
        ChangeTest test = ChangeTest.ofNumbers(reference, number.referenceMissing(), current, missing);
        List<DriftReport.Bin> bins = BinLabels.ofNumbers(number, current);
        long[][] coarse = CoarseBins.runs(reference, current, BinLabels.COARSE);
        boolean any = total(current) > 0 && total(reference) > 0;
        double smallest = counts.sum(number.sums() + 2);
        double largest = counts.sum(number.sums() + 3);
        boolean finite = smallest <= largest;
        double[] bounds = finite ? number.edges().bounds(smallest, largest) : new double[0];
        MeanVariance spread = MeanVariance.ofSums(
                total(current), number.pivot(), counts.sum(number.sums()), counts.sum(number.sums() + 1));
        return new DriftReport.Feature(
                number.name(),
                number.column() == CountedFeature.SCORE ? "score" : "number",
                severity(test),
                test.probability(),
                test.effect(),
                any ? PopulationStability.floored(coarse[0], coarse[1], FLOOR) : 0,
                any ? Divergence.jensenShannon(coarse[0], coarse[1]) : 0,
                any ? Divergence.hellinger(Divergence.weights(coarse[0]), Divergence.weights(coarse[1])) : 0,
                any ? KolmogorovSmirnov.binned(reference, current) : null,
                any && finite ? finite(Wasserstein.binned(bounds, reference, current)) : null,
                share(missing, current),
                share(number.referenceMissing(), reference),
                null,
                finite ? finite(spread.mean()) : null,
                any && finite ? finite(mean(bounds, reference)) : null,
                finite ? finite(spread.sampleDeviation()) : null,
                finite ? finite(smallest) : null,
                any && finite ? finite(Quantiles.binned(bounds, current, 0.5)) : null,
                finite ? finite(largest) : null,
                bins);
    }

    private DriftReport.Feature category(CountedFeature.OfCategory category, DriftCounts counts) {
        long[] reference = category.reference();
        long[] current = counts.bins(category);
        long missing = counts.missing(category);
        ChangeTest test = ChangeTest.ofCategories(reference, category.referenceMissing(), current, missing);
        boolean any = total(current) > 0 && total(reference) > 0;
        return new DriftReport.Feature(
                category.name(),
                category.column() == CountedFeature.LABEL ? "label" : "category",
                severity(test),
                test.probability(),
                test.effect(),
                any ? PopulationStability.floored(reference, current, FLOOR) : 0,
                any ? Divergence.jensenShannon(reference, current) : 0,
                any ? Divergence.hellinger(Divergence.weights(reference), Divergence.weights(current)) : 0,
                null,
                null,
                share(missing, current),
                share(category.referenceMissing(), reference),
                any ? (double) current[current.length - 1] / total(current) : 0,
                null,
                null,
                null,
                null,
                null,
                null,
                BinLabels.ofCategories(category, current));
    }

    /** Small, but certain, is no alarm; large, but possibly chance, is none either. */
    private Severity severity(ChangeTest test) {
        return test.probability() >= threshold ? Severity.NONE : Severity.ofEffect(test.effect(), minEffect);
    }

    /** From the middles of the bins; the outer ones end where the current values do. */
    private static double mean(double[] bounds, long[] reference) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += reference[i] * (bounds[i] + bounds[i + 1]) / 2;
        }
        return sum / total(reference);
    }

    private static double share(long missing, long[] present) {
        long all = missing + total(present);
        return all == 0 ? 0 : (double) missing / all;
    }

    private static long total(long[] counts) {
        return Arrays.stream(counts).sum();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
