package io.riffle.model.trees;

import io.riffle.feature.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rows on which two evaluations of a model would differ if they did anywhere: each threshold, the numbers next to it,
 * each end of a run of categories, zeros of both signs, large numbers, and what is missing.
 */
final class TreeRows {
    private static final int LEAST = 10_000;
    /** Values in all rows together, where there are more thresholds than rows: 160 MB. */
    private static final int MOST_VALUES = 20_000_000;

    private static final long SEED = 20_260_101;

    private final TreeModel model;
    private final List<SortedSet<Double>> edges = new ArrayList<>();

    private TreeRows(TreeModel model) {
        this.model = model;
        model.columns().forEach(column -> edges.add(new TreeSet<>()));
        if (model.sums() instanceof Sums.OfTrees trees) {
            trees.trees().forEach(tree -> collect(tree.root()));
        }
    }

    /** At least 10,000, always the same; each value of each column stands in one of them. */
    static List<double[]> of(TreeModel model) {
        return new TreeRows(model).rows();
    }

    private void collect(TreeNode node) {
        if (node instanceof TreeNode.Split split) {
            if (split.rule() instanceof SplitRule.Below below) {
                edges.get(split.column()).add(below.threshold());
            } else if (split.rule() instanceof SplitRule.Listed listed) {
                edges.get(split.column()).addAll(listed.set().changes());
            }
            collect(split.left());
            collect(split.right());
        }
    }

    private List<double[]> rows() {
        Random random = new Random(SEED);
        List<List<Double>> values = edges.stream().map(this::values).toList();
        int most = Math.max(LEAST, MOST_VALUES / Math.max(1, values.size()));
        int count = Math.max(
                LEAST, Math.min(most, values.stream().mapToInt(List::size).max().orElse(0)));
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new double[values.size()]);
        }
        for (int column = 0; column < values.size(); column++) {
            List<Double> shuffled = new ArrayList<>(values.get(column));
            for (int i = 0; i < count; i++) {
                if (i % shuffled.size() == 0) {
                    Collections.shuffle(shuffled, random);
                }
                rows.get(i)[column] = model.rounded(shuffled.get(i % shuffled.size()));
            }
        }
        return rows;
    }

    private List<Double> values(SortedSet<Double> thresholds) {
        List<Double> values = new ArrayList<>(List.of(Double.NaN, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1e30, -1e30));
        for (double threshold : thresholds) {
            values.add(threshold);
            values.add(next(threshold, 1));
            values.add(next(threshold, -1));
        }
        Double last = null;
        for (Double threshold : thresholds) {
            if (last != null) {
                values.add((last + threshold) / 2);
            }
            last = threshold;
        }
        return values;
    }

    /** The next number that the input can hold. */
    private double next(double value, int direction) {
        double far = direction * Double.POSITIVE_INFINITY;
        return model.type() == TensorType.FLOAT32 ? Math.nextAfter((float) value, far) : Math.nextAfter(value, far);
    }
}
