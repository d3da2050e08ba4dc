package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.OutsideTest;
import io.riffle.stats.UnlistedCategories;
import io.riffle.stats.Variation;
import java.util.Arrays;
import java.util.List;

/** A category beside its reference. */
record ComparedCategory(CountedFeature.OfCategory feature, long[] current, long missing) implements ComparedFeature {
    @Override
    public String kind() {
        return feature.column() == CountedFeature.LABEL ? "label" : "category";
    }

    @Override
    public long[] coarseReference() {
        return reference();
    }

    @Override
    public long[] coarseCurrent() {
        return current;
    }

    /** Share of the values that the reference does not list. */
    double unknownShare() {
        return hasValues() ? (double) current[current.length - 1] / ComparedFeature.total(current) : 0;
    }

    /** What that share is expected to be. */
    double expectedUnknownShare() {
        return unlisted().expectedShare();
    }

    private UnlistedCategories unlisted() {
        long[] reference = reference();
        int listed = feature.categories().size();
        return UnlistedCategories.of(Arrays.copyOf(reference, listed), reference[listed]);
    }

    @Override
    public ChangeTest test(Variation variation) {
        return ChangeTest.ofOpenCategories(reference(), feature.referenceMissing(), current, missing, variation);
    }

    @Override
    public OutsideTest outside(double designEffect) {
        long outside = current[current.length - 1];
        return OutsideTest.ofCategories(unlisted(), outside, ComparedFeature.total(current), designEffect);
    }

    /** Categories come and go: a new one is a change like others. */
    @Override
    public double outsideMatters() {
        return 1;
    }

    @Override
    public List<DriftReport.Bin> bins() {
        return BinLabels.ofCategories(feature, current);
    }
}
