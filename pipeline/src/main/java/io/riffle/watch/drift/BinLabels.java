package io.riffle.watch.drift;

import io.riffle.schema.DriftReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bins as people read them: about ten ranges of a number, the most frequent categories. */
final class BinLabels {
    static final int COARSE = 10;
    private static final int MOST_CATEGORIES = 20;

    private BinLabels() {}

    static List<DriftReport.Bin> ofNumbers(CountedFeature.OfNumber number, long[] current) {
        double[] edges = number.edges().edges();
        long[] reference = number.reference();
        double n = Math.max(1, Arrays.stream(reference).sum());
        double m = Math.max(1, Arrays.stream(current).sum());
        List<DriftReport.Bin> bins = new ArrayList<>();
        long wanted = (long) Math.ceil(n / COARSE);
        long inReference = 0;
        long inCurrent = 0;
        String from = "";
        for (int i = 0; i < reference.length; i++) {
            inReference += reference[i];
            inCurrent += current[i];
            boolean last = i == edges.length;
            if (last || inReference >= wanted) {
                String to = last ? "" : number(edges[i]);
                bins.add(new DriftReport.Bin(range(from, to), inReference / n, inCurrent / m));
                from = to;
                inReference = 0;
                inCurrent = 0;
            }
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

    private static String range(String from, String to) {
        if (from.isEmpty()) {
            return to.isEmpty() ? "all" : "below " + to;
        }
        return to.isEmpty() ? "from " + from : from + " to " + to;
    }

    private static String number(double value) {
        String plain = Double.toString(value);
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
