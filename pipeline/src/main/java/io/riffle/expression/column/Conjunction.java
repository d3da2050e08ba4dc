package io.riffle.expression.column;

/**
 * {@code and} and {@code or}. The right side counts only if the left one does not decide; the answer is that of the side
 * that decided, so it is missing if that side is.
 */
enum Conjunction {
    /** Decided by the left side unless it is true. */
    AND(true),
    /** Decided by the left side if it is true. */
    OR(false);

    private final boolean goesOnAfterTrue;

    Conjunction(boolean goesOnAfterTrue) {
        this.goesOnAfterTrue = goesOnAfterTrue;
    }

    Part<Node> of(Part<?> left, Part<?> right) {
        Part<TruthNode> one = left.condition();
        Part<TruthNode> other = right.condition();
        TruthNode leftNode = one.node();
        TruthNode rightNode = other.node();
        Node node = new TruthColumn(
                (values, rows) -> fill(leftNode.values(), rightNode.values(), values, rows), leftNode, rightNode);
        Part<TruthNode> reached = new Part<>(
                rightNode,
                Failures.where(leftNode, goesOnAfterTrue, other.failures()),
                other.constant(),
                other.position());
        return Part.of(node, one, reached, Failures.NONE);
    }

    private void fill(byte[] left, byte[] right, byte[] values, int rows) {
        for (int row = 0; row < rows; row++) {
            values[row] = (left[row] == TruthNode.TRUE) == goesOnAfterTrue ? right[row] : left[row];
        }
    }

    /** A condition that holds where the other does not, also where that is missing. */
    static Part<Node> not(Part<?> part) {
        Part<TruthNode> only = part.condition();
        TruthNode truth = only.node();
        TruthColumn.Loop loop = (values, rows) -> {
            byte[] read = truth.values();
            for (int row = 0; row < rows; row++) {
                values[row] = read[row] == TruthNode.TRUE ? TruthNode.FALSE : TruthNode.TRUE;
            }
        };
        return Part.of(new TruthColumn(loop, truth), only);
    }
}
