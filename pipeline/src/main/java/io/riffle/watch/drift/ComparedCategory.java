package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.Variation;
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

    /** Share of the values that the reference does not have. */
    double unknownShare() {
        return hasValues() ? (double) current[current.length - 1] / ComparedFeature.total(current) : 0;
    }

    @Override
    public ChangeTest test(Variation variation) {
        return ChangeTest.ofCategories(reference(), feature.referenceMissing(), current, missing, variation);
    }

    @Override
    public List<DriftReport.Bin> bins() {
        return BinLabels.ofCategories(feature, current);
    }
}
