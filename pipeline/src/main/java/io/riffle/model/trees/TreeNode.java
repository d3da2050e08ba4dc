package io.riffle.model.trees;

import java.util.function.DoubleUnaryOperator;

/** One tree, from its root. */
sealed interface TreeNode {
    /** The value of the leaf that a row ends in. */
    default double of(double[] row) {
        TreeNode node = this;
        while (node instanceof Split split) {
            node = split.rule().goesLeft(row[split.column()]) ? split.left() : split.right();
        }
        return ((Leaf) node).value();
    }

    /** The same tree with other values in its leaves. */
    TreeNode mapped(DoubleUnaryOperator change);

    /** An end. */
    record Leaf(double value) implements TreeNode {
        @Override
        public TreeNode mapped(DoubleUnaryOperator change) {
            return new Leaf(change.applyAsDouble(value));
        }
    }

    /** A decision about one column. */
    record Split(int column, SplitRule rule, TreeNode left, TreeNode right) implements TreeNode {
        @Override
        public TreeNode mapped(DoubleUnaryOperator change) {
            return new Split(column, rule, left.mapped(change), right.mapped(change));
        }
    }
}
