package io.riffle.model.trees;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** One tree as XGBoost's JSON has it. */
final class XgboostTree extends NodeTable {
    private final int[] left;
    private final int[] right;
    private final int[] columns;
    private final double[] conditions;
    private final int[] defaultLeft;
    private final Map<Integer, CategorySet> categories;

    private XgboostTree(JsonPart tree, int size, int features) {
        super(size);
        left = tree.at("left_children").wholes(size);
        right = tree.at("right_children").wholes(size);
        columns = tree.at("split_indices").wholes(size);
        conditions = tree.at("split_conditions").numbers(size);
        defaultLeft = tree.at("default_left").wholes(size);
        categories = categories(tree, size);
        for (int node = 0; node < size; node++) {
            if (!isLeaf(node) && (columns[node] < 0 || columns[node] >= features)) {
                throw new IllegalArgumentException(tree.path() + ".split_indices must be below the number of features, "
                        + features + ": has " + columns[node]);
            }
        }
    }

    /** @param features how many columns there are */
    static TreeNode read(JsonPart tree, int features) {
        JsonPart first = tree.at("left_children");
        int size = first.node().size();
        if (size == 0) {
            throw new IllegalArgumentException(tree.path() + " must have nodes: has none");
        }
        tree.find("tree_param").flatMap(param -> param.find("size_leaf_vector")).ifPresent(vector -> {
            if (vector.whole() > 1) {
                throw new IllegalArgumentException("trees must have one number in a leaf: " + vector.path() + " is "
                        + vector.whole() + " (multi_strategy must be one_output_per_tree)");
            }
        });
        return new XgboostTree(tree, size, features).tree(0);
    }

    private static Map<Integer, CategorySet> categories(JsonPart tree, int size) {
        boolean any = tree.find("split_type").stream()
                .anyMatch(types -> Arrays.stream(types.numbers(size)).anyMatch(type -> type != 0));
        Map<Integer, CategorySet> sets = new HashMap<>();
        if (!any) {
            return sets;
        }
        double[] members = tree.at("categories").numbers();
        double[] nodes = tree.at("categories_nodes").numbers();
        double[] segments = tree.at("categories_segments").numbers(nodes.length);
        double[] sizes = tree.at("categories_sizes").numbers(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            BitSet set = new BitSet();
            for (int at = (int) segments[i]; at < segments[i] + sizes[i]; at++) {
                set.set(Categories.checked(members, at));
            }
            sets.put((int) nodes[i], Categories.set(set, false));
        }
        return sets;
    }

    @Override
    boolean isLeaf(int node) {
        return node >= 0 && left[node] == -1;
    }

    @Override
    double leaf(int node) {
        return (float) conditions[node];
    }

    @Override
    int column(int node) {
        return columns[node];
    }

    /** The listed categories go right. */
    @Override
    SplitRule rule(int node) {
        boolean missingLeft = defaultLeft[node] != 0;
        CategorySet set = categories.get(node);
        return set == null
                ? new SplitRule.Below((float) conditions[node], false, missingLeft)
                : new SplitRule.Listed(set, false, missingLeft);
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
