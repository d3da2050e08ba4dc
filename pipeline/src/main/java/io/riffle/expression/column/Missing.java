package io.riffle.expression.column;

import org.jspecify.annotations.Nullable;

/** {@code if_missing} of numbers and of texts, and {@code is_missing}. */
final class Missing {
    private final Part<?> value;
    private final Part<?> otherwise;

    private Missing(Part<?> value, Part<?> otherwise) {
        this.value = value;
        this.otherwise = otherwise;
    }

    /** Whether a number, a text or a boolean is missing. */
    static Part<Node> is(Part<?> part) {
        return Part.of(missing(part.node(), TruthNode.TRUE), part);
    }

    private static TruthNode missing(Node node, byte answer) {
        byte opposite = answer == TruthNode.TRUE ? TruthNode.FALSE : TruthNode.TRUE;
        return new TruthColumn(
                (values, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        values[row] = isMissing(node, row) ? answer : opposite;
                    }
                },
                node);
    }

    private static boolean isMissing(Node node, int row) {
        return switch (node.kind(row)) {
            case NUMBER -> Double.isNaN(node.number(row));
            case MISSING -> true;
            case TEXT, TRUTH -> false;
        };
    }

    /** The first value or, if it is missing, the second of the same kind. */
    static Part<Node> replaced(Part<?> value, Part<?> otherwise) {
        if (value.node() instanceof NumberNode && otherwise.node() instanceof NumberNode) {
            return Calculation.IF_MISSING.of(value, otherwise);
        }
        TruthNode present = missing(value.node(), TruthNode.FALSE);
        Node node = new Choice(present, value.node(), otherwise.node()).node(present, otherwise.node());
        boolean cannotFail = KindRule.TEXT.holdsFor(value.node()) && KindRule.PRESENT_TEXT.holdsFor(otherwise.node());
        return Part.of(node, value, otherwise, cannotFail ? Failures.NONE : new Missing(value, otherwise)::failure);
    }

    /** What stands in must be of the same kind, and there if it is needed: of two missing texts nothing is left. */
    private @Nullable Failure failure(int row) {
        Kind first = value.node().kind(row);
        Kind second = otherwise.node().kind(row);
        return switch (first) {
            case NUMBER ->
                second == Kind.NUMBER
                                || (second == Kind.MISSING
                                        && !Double.isNaN(value.node().number(row)))
                        ? null
                        : KindRule.NUMBER.failure(second, otherwise);
            case TEXT ->
                second == Kind.TEXT || second == Kind.MISSING ? null : KindRule.TEXT.failure(second, otherwise);
            case MISSING -> second == Kind.TEXT ? null : KindRule.TEXT.failure(second, otherwise);
            case TRUTH -> KindRule.TEXT.failure(first, value);
        };
    }
}
