package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.CoarseBins;
import io.riffle.stats.MeanVariance;
import io.riffle.stats.OutsideTest;
import io.riffle.stats.Variation;
import java.util.List;

/**
 * A number beside its reference.
 *
 * @param coarse about ten bins: of the reference, of the window
 * @param range of the window's values
 * @param spread of the window's values
 */
record ComparedNumber(
        CountedFeature.OfNumber feature,
        long[] current,
        long missing,
        long[][] coarse,
        Range range,
        MeanVariance spread)
        implements ComparedFeature {
    /** From the smallest to the largest value; the smallest is above the largest if there is no value. */
    record Range(double smallest, double largest) {
        boolean isEmpty() {
            return !(smallest <= largest);
        }
    }

    static ComparedNumber of(CountedFeature.OfNumber feature, DriftCounts counts) {
        long[] current = counts.bins(feature);
        int sums = feature.sums();
        return new ComparedNumber(
                feature,
                current,
                counts.missing(feature),
                CoarseBins.runs(feature.reference(), current, BinLabels.COARSE),
                new Range(counts.sum(sums + 2), counts.sum(sums + 3)),
                MeanVariance.ofSums(
                        ComparedFeature.total(current), feature.pivot(), counts.sum(sums), counts.sum(sums + 1)));
    }

    @Override
    public String kind() {
        return feature.column() == CountedFeature.SCORE ? "score" : "number";
    }

    @Override
    public long[] coarseReference() {
        return coarse[0];
    }

    @Override
    public long[] coarseCurrent() {
        return coarse[1];
    }

    /** Of all bins; the outer ones end where the window's values do. */
    double[] bounds() {
        return feature.edges().bounds(range.smallest(), range.largest());
    }

    /** From the middles of the reference's bins; an open outer bin counts with its edge, whatever the window has there. */
    double referenceMean() {
        long[] reference = reference();
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += reference[i] * feature.edges().middle(i);
        }
        return sum / ComparedFeature.total(reference);
    }

    @Override
    public ChangeTest test(Variation variation) {
        return ChangeTest.ofNumbers(reference(), feature.referenceMissing(), current, missing, variation);
    }

    @Override
    public OutsideTest outside(double designEffect) {
        return OutsideTest.ofNumbers(reference(), current, designEffect);
    }

    /** A few numbers that never were are an error somewhere. */
    @Override
    public double outsideMatters() {
        return 0.1;
    }

    @Override
    public List<DriftReport.Bin> bins() {
        return BinLabels.ofNumbers(this);
    }
}
