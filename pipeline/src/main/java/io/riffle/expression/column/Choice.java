package io.riffle.expression.column;

/** One of two parts in each row, by a condition. Both are computed by column; only what is chosen can fail. */
final class Choice {
    private final TruthNode condition;
    private final Node one;
    private final Node other;

    /** @param one where the condition is true */
    Choice(TruthNode condition, Node one, Node other) {
        this.condition = condition;
        this.one = one;
        this.other = other;
    }

    /** {@code condition ? one : other}. */
    static Part<?> of(Part<?> condition, Part<?> one, Part<?> other) {
        Part<TruthNode> decides = condition.condition();
        if (decides.isKnown()) {
            return (decides.holds() ? one : other).at(condition.position());
        }
        TruthNode truth = decides.node();
        Failures failures = decides.failures()
                .then(Failures.where(truth, true, one.failures()))
                .then(Failures.where(truth, false, other.failures()));
        Node node = new Choice(truth, one.node(), other.node()).node(truth, one.node(), other.node());
        return new Part<>(node, failures, false, condition.position());
    }

    /** @param parts to be opened before */
    Node node(Node... parts) {
        if (one instanceof NumberNode left && other instanceof NumberNode right) {
            return new NumberColumn((values, rows) -> numbers(left.values(), right.values(), values, rows), parts);
        }
        if (one instanceof TruthNode left && other instanceof TruthNode right) {
            return new TruthColumn((values, rows) -> truths(left.values(), right.values(), values, rows), parts);
        }
        if (one instanceof TextNode left && other instanceof TextNode right) {
            return new RowText(row -> condition.truth(row) == TruthNode.TRUE ? left.text(row) : right.text(row), parts);
        }
        return new MixedChoice(condition, one, other, parts);
    }

    private void numbers(double[] left, double[] right, double[] values, int rows) {
        byte[] decided = condition.values();
        for (int row = 0; row < rows; row++) {
            values[row] = decided[row] == TruthNode.TRUE ? left[row] : right[row];
        }
    }

    private void truths(byte[] left, byte[] right, byte[] values, int rows) {
        byte[] decided = condition.values();
        for (int row = 0; row < rows; row++) {
            values[row] = decided[row] == TruthNode.TRUE ? left[row] : right[row];
        }
    }
}
