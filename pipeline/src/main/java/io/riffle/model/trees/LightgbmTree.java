package io.riffle.model.trees;

import java.util.BitSet;

/** One tree as LightGBM's text has it. A negative child is a leaf: -1 the first, -2 the second, and so on. */
final class LightgbmTree extends NodeTable {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_MASK = 3;
    private static final int NONE_IS_MISSING = 0;
    private static final int ZERO_IS_MISSING = 1;

    private final double[] leaves;
    private final int[] columns;
    private final double[] thresholds;
    private final int[] decisions;
    private final int[] left;
    private final int[] right;
    private final long[] bits;
    private final int[] boundaries;

    private LightgbmTree(LightgbmSection tree, int leafCount, int features) {
        super(leafCount - 1);
        int nodes = leafCount - 1;
        leaves = tree.numbers("leaf_value", leafCount);
        columns = tree.wholes("split_feature", nodes);
        thresholds = tree.numbers("threshold", nodes);
        decisions = tree.wholes("decision_type", nodes);
        left = tree.wholes("left_child", nodes);
        right = tree.wholes("right_child", nodes);
        int sets = tree.has("num_cat") ? tree.whole("num_cat") : 0;
        boundaries = sets == 0 ? new int[] {0} : tree.wholes("cat_boundaries", sets + 1);
        bits = new long[boundaries[sets]];
        if (sets > 0) {
            double[] words = tree.numbers("cat_threshold", bits.length);
            for (int i = 0; i < words.length; i++) {
                bits[i] = (long) words[i];
            }
        }
        for (int column : columns) {
            if (column < 0 || column >= features) {
                throw new IllegalArgumentException(
                        "split_feature must be below the number of features, " + features + ": has " + column);
            }
        }
    }

    /** @param features how many columns there are */
    static TreeNode read(LightgbmSection tree, int features) {
        if (tree.has("is_linear") && tree.whole("is_linear") != 0) {
            throw new IllegalArgumentException("trees must have numbers in their leaves: has linear models there"
                    + " (train with linear_tree=false)");
        }
        int leaves = tree.whole("num_leaves");
        if (leaves < 1) {
            throw new IllegalArgumentException("trees must have leaves: num_leaves is " + leaves);
        }
        return new LightgbmTree(tree, leaves, features).tree(leaves == 1 ? -1 : 0);
    }

    @Override
    boolean isLeaf(int node) {
        return node < 0;
    }

    @Override
    double leaf(int node) {
        int leaf = -1 - node;
        if (leaf >= leaves.length) {
            throw new IllegalArgumentException(
                    "leaves must be among the " + leaves.length + " of their tree: has " + leaf);
        }
        return leaves[leaf];
    }

    @Override
    int column(int node) {
        return columns[node];
    }

    /** What is missing counts as 0 if nothing was missing in training. The listed categories go left. */
    @Override
    SplitRule rule(int node) {
        int decision = decisions[node];
        if ((decision & CATEGORICAL) != 0) {
            return new SplitRule.Listed(set((int) thresholds[node]), true, false);
        }
        double threshold = thresholds[node];
        int missing = (decision >> MISSING_SHIFT) & MISSING_MASK;
        if (missing == ZERO_IS_MISSING) {
            throw new IllegalArgumentException(
                    "0 must be a number: counts as missing (train with zero_as_missing=false)");
        }
        boolean left = missing == NONE_IS_MISSING ? 0 <= threshold : (decision & DEFAULT_LEFT) != 0;
        return new SplitRule.Below(threshold, true, left);
    }

    private CategorySet set(int index) {
        if (index < 0 || index >= boundaries.length - 1) {
            throw new IllegalArgumentException(
                    "sets of categories must be among the " + (boundaries.length - 1) + " of their tree: has " + index);
        }
        BitSet members = new BitSet();
        for (int word = boundaries[index]; word < boundaries[index + 1]; word++) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                if (((bits[word] >>> bit) & 1) != 0) {
                    members.set((word - boundaries[index]) * Integer.SIZE + bit);
                }
            }
        }
        return Categories.set(members, true);
    }

    @Override
    int left(int node) {
        return left[node];
    }

    @Override
    int right(int node) {
        return right[node];
    }
}
