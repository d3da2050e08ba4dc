package io.riffle.expression.column;

/**
 * {@code /} and {@code %}. Alone among the operators they do not fail where a side is no number, but give 0; formulas
 * that were accepted rely on it.
 */
final class Division {
    private final Calculation calculation;
    private final Node left;
    private final Node right;

    private Division(Calculation calculation, Node left, Node right) {
        this.calculation = calculation;
        this.left = left;
        this.right = right;
    }

    static Part<Node> of(Calculation calculation, Part<?> left, Part<?> right) {
        if (left.node() instanceof NumberNode && right.node() instanceof NumberNode) {
            return calculation.of(left, right);
        }
        Part<NumberNode> one = left.number();
        Part<NumberNode> other = right.number();
        Division division = new Division(calculation, left.node(), right.node());
        Node node = new NumberColumn(
                (values, rows) ->
                        division.fill(one.node().values(), other.node().values(), values, rows),
                one.node(),
                other.node());
        return Part.of(node, left, right, Failures.NONE);
    }

    private void fill(double[] one, double[] other, double[] values, int rows) {
        calculation.fill(one, other, values, rows);
        for (int row = 0; row < rows; row++) {
            if (left.kind(row) != Kind.NUMBER || right.kind(row) != Kind.NUMBER) {
                values[row] = 0;
            }
        }
    }
}
