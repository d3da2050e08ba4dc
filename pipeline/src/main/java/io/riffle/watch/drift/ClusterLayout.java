package io.riffle.watch.drift;

import io.riffle.stats.CoarseBins;
import io.riffle.stats.Variation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where rows are counted by coarse bin and cluster: groups of entities first, then blocks of time inside the window. What one
 * cluster has of a feature stands together.
 */
final class ClusterLayout {
    /** Groups of entities. */
    static final int GROUPS = 16;

    /** Blocks of a window. */
    static final int BLOCKS = 16;

    private final List<Place> places = new ArrayList<>();
    private int cells;
    private int fingerprint = 1;

    /**
     * Of one feature.
     *
     * @param first the first cell
     * @param coarse for each bin of the feature, and for missing values after them, its coarse bin
     * @param bins how many coarse bins there are
     */
    record Place(int first, int[] coarse, int bins) {
        /** The cell of a bin's rows in a cluster. */
        int cell(int cluster, int bin) {
            return first + cluster * bins + coarse[bin];
        }

        /** The coarse bins of the feature's bins alone. */
        int[] ofValues() {
            return Arrays.copyOf(coarse, coarse.length - 1);
        }

        /** Shares by coarse bin. */
        double[] shares(long[] counts, long missing) {
            double[] shares = new double[bins];
            double all = Math.max(1, ComparedFeature.total(counts) + missing);
            for (int bin = 0; bin < counts.length; bin++) {
                shares[coarse[bin]] += counts[bin] / all;
            }
            shares[bins - 1] += missing / all;
            return shares;
        }

        /** The feature with a reference that is off by that much, by coarse bin; finer bins follow in proportion. */
        CountedFeature moved(CountedFeature feature, double[] differences) {
            if (Arrays.stream(differences).allMatch(each -> each == 0)) {
                return feature;
            }
            long[] reference = feature.reference();
            double rows = ComparedFeature.total(reference) + feature.referenceMissing();
            double[] shares = shares(reference, feature.referenceMissing());
            long[] moved = new long[reference.length];
            for (int bin = 0; bin < reference.length; bin++) {
                moved[bin] = moved(reference[bin], coarse[bin], shares, differences);
            }
            long missing = Math.max(0, Math.round(rows * (shares[bins - 1] + differences[bins - 1])));
            return feature.with(moved, missing);
        }

        private static long moved(long count, int bin, double[] shares, double[] differences) {
            return count == 0 ? 0 : Math.max(0, Math.round(count * (1 + differences[bin] / shares[bin])));
        }

        int cells() {
            return (GROUPS + BLOCKS) * bins;
        }
    }

    private ClusterLayout() {}

    static ClusterLayout of(List<CountedFeature> features) {
        ClusterLayout layout = new ClusterLayout();
        for (CountedFeature feature : features) {
            int[] index = index(feature);
            int bins = CoarseBins.bins(index) + 1;
            int[] coarse = Arrays.copyOf(index, index.length + 1);
            coarse[index.length] = bins - 1;
            Place place = new Place(layout.cells, coarse, bins);
            layout.places.add(place);
            layout.cells += place.cells();
            layout.fingerprint = 31 * layout.fingerprint + Arrays.hashCode(coarse);
        }
        return layout;
    }

    /** Numbers keep their order; of categories the frequent ones stay apart. */
    static int[] index(CountedFeature feature) {
        return feature instanceof CountedFeature.OfNumber
                ? CoarseBins.runIndex(feature.reference(), Variation.COARSE)
                : CoarseBins.frequentIndex(feature.reference(), Variation.COARSE);
    }

    /** Of the feature with that number. */
    Place place(int feature) {
        return places.get(feature);
    }

    /** Cells of all features together. */
    int cells() {
        return cells;
    }

    /** Cells of layouts with one fingerprint can be added: the references may have other counts in the same bins. */
    int fingerprint() {
        return fingerprint;
    }
}
