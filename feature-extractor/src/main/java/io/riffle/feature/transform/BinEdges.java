package io.riffle.feature.transform;

import io.riffle.feature.fit.SortedNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the bins of recorded numbers end, as scikit-learn's KBinsDiscretizer finds them. */
final class BinEdges {
    private static final double NARROWEST = 1e-8;
    private static final int MOST_ROUNDS = 300;

    private final SortedNumbers numbers;
    private final int bins;

    BinEdges(SortedNumbers numbers, int bins) {
        this.numbers = numbers;
        this.bins = bins;
    }

    /**
     * The edges between the bins; bins of width 1e-8 or less are joined with a neighbour where they come from the values.
     *
     * @param strategy uniform (equal width), quantile (equal counts) or kmeans (half-way between cluster centres)
     */
    List<Object> inner(String strategy) {
        double least = numbers.least();
        double greatest = numbers.greatest();
        if (least == greatest) {
            throw new IllegalArgumentException(
                    "the numbers of a column must differ to be put into bins: all are " + least);
        }
        double[] edges = switch (strategy) {
            case "uniform" -> uniform();
            case "quantile" -> quantiles();
            default -> between(centres());
        };
        List<Object> inner = new ArrayList<>();
        double before = edges[0];
        for (int i = 1; i < edges.length; i++) {
            if (strategy.equals("uniform") || edges[i] - before > NARROWEST) {
                inner.add(edges[i]);
                before = edges[i];
            }
        }
        inner.remove(inner.size() - 1);
        if (inner.isEmpty()) {
            throw new IllegalArgumentException(
                    "the numbers of a column must differ to be put into bins: most are " + numbers.mode());
        }
        return inner;
    }

    private double[] uniform() {
        double[] edges = new double[bins + 1];
        double step = (numbers.greatest() - numbers.least()) / bins;
        Arrays.setAll(edges, i -> numbers.least() + i * step);
        edges[bins] = numbers.greatest();
        return edges;
    }

    private double[] quantiles() {
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> numbers.quantile((double) i / bins));
        return edges;
    }

    private double[] between(double[] centres) {
        double[] edges = new double[centres.length + 1];
        edges[0] = numbers.least();
        for (int i = 1; i < centres.length; i++) {
            edges[i] = (centres[i - 1] + centres[i]) * 0.5;
        }
        edges[centres.length] = numbers.greatest();
        return edges;
    }

    /** Lloyd's algorithm in one dimension, from the middles of the uniform bins; clusters that stay empty are left out. */
    private double[] centres() {
        double[] edges = uniform();
        double[] centres = new double[bins];
        Arrays.setAll(centres, i -> (edges[i] + edges[i + 1]) * 0.5);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = means(centres);
            if (Arrays.equals(next, centres)) {
                return centres;
            }
            centres = next;
        }
        return centres;
    }

    private double[] means(double[] centres) {
        double[] sums = new double[centres.length];
        long[] counts = new long[centres.length];
        int nearest = 0;
        for (int i = 0; i < numbers.distinct(); i++) {
            double value = numbers.value(i);
            while (nearest + 1 < centres.length
                    && Math.abs(centres[nearest + 1] - value) < Math.abs(centres[nearest] - value)) {
                nearest++;
            }
            sums[nearest] += value * numbers.count(i);
            counts[nearest] += numbers.count(i);
        }
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < centres.length; i++) {
            if (counts[i] > 0) {
                means.add(sums[i] / counts[i]);
            }
        }
        return means.stream().mapToDouble(mean -> mean).toArray();
    }
}
