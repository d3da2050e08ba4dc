package io.riffle.model.trees;

import java.util.BitSet;

/** A file's table of the nodes of one tree. */
abstract class NodeTable {
    private static final int DEEPEST = 1_000;

    private final int size;
    private final BitSet seen = new BitSet();

    /** @param size how many nodes have two ways; the others are leaves */
    NodeTable(int size) {
        this.size = size;
    }

    abstract boolean isLeaf(int node);

    abstract double leaf(int node);

    abstract int column(int node);

    abstract SplitRule rule(int node);

    abstract int left(int node);

    abstract int right(int node);

    /**
     * The tree below a node.
     *
     * @throws IllegalArgumentException if the nodes are no tree
     */
    TreeNode tree(int root) {
        return tree(root, 0);
    }

    private TreeNode tree(int node, int depth) {
        if (node >= size) {
            throw new IllegalArgumentException("nodes must be among the " + size + " of their tree: has " + node);
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("trees must be at most " + DEEPEST + " deep");
        }
        if (isLeaf(node)) {
            return new TreeNode.Leaf(leaf(node));
        }
        if (seen.get(node)) {
            throw new IllegalArgumentException("nodes must have one parent: node " + node + " has more");
        }
        seen.set(node);
        return new TreeNode.Split(column(node), rule(node), tree(left(node), depth + 1), tree(right(node), depth + 1));
    }
}
