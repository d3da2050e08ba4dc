package io.riffle.model.trees;

import io.riffle.onnx.OnnxNode;
import io.riffle.onnx.OnnxTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of a TreeEnsembleRegressor. The "true" way of a node is left. ONNX Runtime lets several nodes lead to one
 * by their true ways, and takes each false way as the next node: so a set of categories becomes a chain of thresholds
 * whose true ways lead to the two subtrees in turn.
 */
final class TreeAttributes {
    private static final String LEAF = "LEAF";
    private static final String BELOW = "BRANCH_LT";
    private static final String BELOW_OR_EQUAL = "BRANCH_LEQ";

    private final Sums.OfTrees sums;
    private final List<Long> trees = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private final List<Long> columns = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> whenTrue = new ArrayList<>();
    private final List<Long> whenFalse = new ArrayList<>();
    private final List<Long> missingTrue = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafIds = new ArrayList<>();
    private final List<Long> leafOutputs = new ArrayList<>();
    private final List<Double> leafValues = new ArrayList<>();
    private Sums.Tree tree;
    private long treeId = -1;
    private int firstOfTree;

    TreeAttributes(Sums.OfTrees sums) {
        this.sums = sums;
        tree = new Sums.Tree(0, new TreeNode.Leaf(0));
        sums.trees().forEach(this::add);
        if (sums.trees().isEmpty()) {
            add(tree);
        }
    }

    OnnxNode node(String input, String output) {
        return OnnxNode.ml("TreeEnsembleRegressor", List.of(input), output)
                .with("n_targets", sums.outputs())
                .with("aggregate_function", "SUM")
                .with("post_transform", "NONE")
                .with("base_values_as_tensor", tensor("base_values", sums.base()))
                .with("nodes_treeids", longs(trees))
                .with("nodes_nodeids", longs(ids))
                .with("nodes_featureids", longs(columns))
                .with("nodes_modes", modes)
                .with("nodes_values_as_tensor", tensor("node_values", values))
                .with("nodes_truenodeids", longs(whenTrue))
                .with("nodes_falsenodeids", longs(whenFalse))
                .with("nodes_missing_value_tracks_true", longs(missingTrue))
                .with("target_treeids", longs(leafTrees))
                .with("target_nodeids", longs(leafIds))
                .with("target_ids", longs(leafOutputs))
                .with("target_weights_as_tensor", tensor("leaf_values", leafValues));
    }

    private void add(Sums.Tree added) {
        tree = added;
        treeId++;
        firstOfTree = ids.size();
        write(added.root());
    }

    /** The number of the written node. */
    private long write(TreeNode node) {
        if (node instanceof TreeNode.Leaf leaf) {
            return leaf(leaf.value());
        }
        TreeNode.Split split = (TreeNode.Split) node;
        if (split.rule() instanceof SplitRule.Below below) {
            return below(split, below);
        }
        return new Chain(split, (SplitRule.Listed) split.rule()).write();
    }

    private long leaf(double value) {
        long id = node(LEAF, 0, 0, false);
        leafTrees.add(treeId);
        leafIds.add(id);
        leafOutputs.add((long) tree.output());
        leafValues.add(value);
        return id;
    }

    private long below(TreeNode.Split split, SplitRule.Below rule) {
        String mode = rule.orEqual() ? BELOW_OR_EQUAL : BELOW;
        long id = node(mode, split.column(), rule.threshold(), rule.missingLeft());
        leads(id, write(split.left()), write(split.right()));
        return id;
    }

    private long node(String mode, int column, double value, boolean missingIsTrue) {
        long id = (long) ids.size() - firstOfTree;
        trees.add(treeId);
        ids.add(id);
        columns.add((long) column);
        values.add(value);
        modes.add(mode);
        whenTrue.add(0L);
        whenFalse.add(0L);
        missingTrue.add(missingIsTrue ? 1L : 0L);
        return id;
    }

    private void leads(long id, long left, long right) {
        whenTrue.set((int) id + firstOfTree, left);
        whenFalse.set((int) id + firstOfTree, right);
    }

    /**
     * One decision by categories as thresholds in ascending order: what is below one, and not below those before it, is in
     * the set or out of it in turn; what is above all of them, and what is missing unless a node says otherwise, is out.
     */
    private final class Chain {
        private final TreeNode.Split split;
        private final List<Double> changes;
        private final TreeNode in;
        private final TreeNode out;
        private final boolean missingIn;

        Chain(TreeNode.Split split, SplitRule.Listed rule) {
            this.split = split;
            changes = rule.set().changes();
            in = rule.listedLeft() ? split.left() : split.right();
            out = rule.listedLeft() ? split.right() : split.left();
            missingIn = rule.missingLeft() == rule.listedLeft();
        }

        long write() {
            if (changes.isEmpty()) {
                return missingIn ? never() : TreeAttributes.this.write(out);
            }
            List<Long> chain = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                // Odd ones end a run of members: what is below is in. The first of these takes what is missing.
                chain.add(node(BELOW, split.column(), changes.get(i), missingIn && i == 1));
            }
            long outside = TreeAttributes.this.write(out);
            long inside = TreeAttributes.this.write(in);
            for (int i = 0; i < chain.size(); i++) {
                long next = i == chain.size() - 1 ? outside : chain.get(i + 1);
                leads(chain.get(i), i % 2 == 0 ? outside : inside, next);
            }
            return chain.get(0);
        }

        /** An empty set, to which only what is missing belongs. */
        private long never() {
            long id = node(BELOW, split.column(), Double.NEGATIVE_INFINITY, true);
            leads(id, TreeAttributes.this.write(in), TreeAttributes.this.write(out));
            return id;
        }
    }

    static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static OnnxTensor tensor(String name, List<Double> numbers) {
        return OnnxTensor.of(name, array(numbers), numbers.size());
    }

    private static long[] longs(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
