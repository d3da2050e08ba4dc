package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.stats.ChangeTest;
import io.riffle.stats.OutsideTest;
import io.riffle.stats.Variation;
import java.util.Arrays;
import java.util.List;

/** One feature's rows in a window beside those of the reference: what tests and statistics are made of. */
sealed interface ComparedFeature permits ComparedNumber, ComparedCategory {
    static ComparedFeature of(CountedFeature feature, DriftCounts counts) {
        if (feature instanceof CountedFeature.OfNumber number) {
            return ComparedNumber.of(number, counts);
        }
        return new ComparedCategory((CountedFeature.OfCategory) feature, counts.bins(feature), counts.missing(feature));
    }

    /** As in reports. */
    String kind();

    CountedFeature feature();

    /** The window's rows per bin. */
    long[] current();

    /** The window's rows without a value. */
    long missing();

    /** Rows per bin as statistics over about ten bins see them. */
    long[] coarseReference();

    /** The same bins in the window. */
    long[] coarseCurrent();

    ChangeTest test(Variation variation);

    /**
     * Of rows where the reference has none.
     *
     * @param designEffect how many rows tell as much as one independent row
     */
    OutsideTest outside(double designEffect);

    /** The part of the least effect that matters from which such rows matter. */
    double outsideMatters();

    /** As people read them. */
    List<DriftReport.Bin> bins();

    default long[] reference() {
        return feature().reference();
    }

    /** Whether both sides have values. */
    default boolean hasValues() {
        return total(current()) > 0 && total(reference()) > 0;
    }

    static long total(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
