package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import io.riffle.stats.BinEdges;
import io.riffle.stats.CoarseBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bins as people read them: about ten ranges of a number, the most frequent categories. */
final class BinLabels {
    static final int COARSE = 10;
    private static final int MOST_CATEGORIES = 20;

    private BinLabels() {}

    /** Ranges without rows on both sides are left out. */
    static List<DriftReport.Bin> ofNumbers(ComparedNumber number) {
        int[] runs = CoarseBins.runIndex(number.reference(), COARSE);
        long[] reference = number.coarseReference();
        long[] current = number.coarseCurrent();
        double n = Math.max(1, Arrays.stream(reference).sum());
        double m = Math.max(1, Arrays.stream(current).sum());
        List<DriftReport.Bin> bins = new ArrayList<>();
        int first = 0;
        for (int run = 0; run < reference.length; run++) {
            int last = first;
            while (last + 1 < runs.length && runs[last + 1] == run) {
                last++;
            }
            if (reference[run] + current[run] > 0) {
                String label = range(number.feature().edges(), first, last);
                bins.add(new DriftReport.Bin(label, reference[run] / n, current[run] / m));
            }
            first = last + 1;
        }
        return bins;
    }

    static List<DriftReport.Bin> ofCategories(CountedFeature.OfCategory category, long[] current) {
        long[] reference = category.reference();
        double n = Math.max(1, Arrays.stream(reference).sum());
        double m = Math.max(1, Arrays.stream(current).sum());
        List<DriftReport.Bin> bins = new ArrayList<>();
        for (int i = 0; i < reference.length; i++) {
            boolean unknown = i == category.categories().size();
            String label = unknown ? "(not in training)" : category.categories().get(i);
            bins.add(new DriftReport.Bin(label, reference[i] / n, current[i] / m));
        }
        bins.sort((a, b) -> Double.compare(b.reference() + b.current(), a.reference() + a.current()));
        return bins.subList(0, Math.min(MOST_CATEGORIES, bins.size()));
    }

    private static String range(BinEdges bins, int first, int last) {
        double[] edges = bins.edges();
        if (first == 0) {
            return last == edges.length ? "all" : below(edges[last]);
        }
        double low = edges[first - 1];
        if (last == edges.length) {
            return isAfter(low) ? "above " + number(Math.nextDown(low)) : "from " + number(low);
        }
        if (first == last && bins.isOneValue(first)) {
            return number(low);
        }
        double high = edges[last];
        return number(isAfter(low) ? Math.nextDown(low) : low) + " to "
                + number(isAfter(high) ? Math.nextDown(high) : high);
    }

    private static String below(double edge) {
        return isAfter(edge) ? "to " + number(Math.nextDown(edge)) : "below " + number(edge);
    }

    /** Whether an edge is where a value ends: the number before it is the one to read. */
    private static boolean isAfter(double edge) {
        return number(Math.nextDown(edge)).length() < number(edge).length();
    }

    private static String number(double value) {
        String plain = Double.toString(value);
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
