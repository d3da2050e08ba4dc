package io.riffle.expression.column;

import org.jspecify.annotations.Nullable;

/** {@code left + right}: a sum of numbers, or texts side by side, missing if one is. */
final class Sum {
    private final Part<?> left;
    private final Part<?> right;

    private Sum(Part<?> left, Part<?> right) {
        this.left = left;
        this.right = right;
    }

    static Part<Node> of(Part<?> left, Part<?> right) {
        if (left.node() instanceof NumberNode || right.node() instanceof NumberNode) {
            return Calculation.ADD.of(left, right);
        }
        if (left.node() instanceof TextNode one && right.node() instanceof TextNode other) {
            return Part.of(
                    new RowText(row -> joined(one.text(row), other.text(row)), one, other), left, right, Failures.NONE);
        }
        return Part.of(new MixedSum(left.node(), right.node()), left, right, new Sum(left, right)::failure);
    }

    static @Nullable String joined(@Nullable String one, @Nullable String other) {
        return one == null || other == null ? null : one.concat(other);
    }

    private @Nullable Failure failure(int row) {
        Kind one = left.node().kind(row);
        Kind other = right.node().kind(row);
        if (isText(one) && isText(other)) {
            return null;
        }
        if (one != Kind.NUMBER) {
            return KindRule.NUMBER.failure(one, left);
        }
        return other != Kind.NUMBER ? KindRule.NUMBER.failure(other, right) : null;
    }

    private static boolean isText(Kind kind) {
        return kind == Kind.TEXT || kind == Kind.MISSING;
    }
}
