package io.riffle.expression.column;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code left == right}, which is false if one is missing, and {@code left != right}, which is true then. */
final class Equality {
    private final Part<?> left;
    private final Part<?> right;

    private Equality(Part<?> left, Part<?> right) {
        this.left = left;
        this.right = right;
    }

    static Part<Node> equal(Part<?> left, Part<?> right) {
        if (left.node() instanceof NumberNode && right.node() instanceof NumberNode) {
            return Comparison.EQUAL.of(left, right);
        }
        Equality equality = new Equality(left, right);
        TruthColumn node = new TruthColumn(equality.loop(), left.node(), right.node());
        return Part.of(node, left, right, equality.isOfOneKind() ? Failures.NONE : equality::failure);
    }

    static Part<Node> unequal(Part<?> left, Part<?> right) {
        return Conjunction.not(equal(left, right));
    }

    private TruthColumn.Loop loop() {
        if (left.node() instanceof TextNode one && right.node() instanceof TextNode other) {
            return (values, rows) -> {
                for (int row = 0; row < rows; row++) {
                    String text = one.text(row);
                    values[row] = text != null && text.equals(other.text(row)) ? TruthNode.TRUE : TruthNode.FALSE;
                }
            };
        }
        return (values, rows) -> {
            for (int row = 0; row < rows; row++) {
                values[row] = areEqual(left.node(), right.node(), row) ? TruthNode.TRUE : TruthNode.FALSE;
            }
        };
    }

    private static boolean areEqual(Node one, Node other, int row) {
        Kind kind = one.kind(row);
        if (kind != other.kind(row)) {
            return false;
        }
        return switch (kind) {
            case NUMBER -> one.number(row) == other.number(row);
            case TRUTH -> one.truth(row) == other.truth(row);
            case TEXT -> {
                String text = one.text(row);
                yield text != null && text.equals(other.text(row));
            }
            case MISSING -> false;
        };
    }

    private boolean isOfOneKind() {
        Set<Kind> kinds = EnumSet.copyOf(left.node().kinds());
        kinds.addAll(right.node().kinds());
        kinds.remove(Kind.MISSING);
        return kinds.size() < 2;
    }

    private @Nullable Failure failure(int row) {
        Kind one = left.node().kind(row);
        Kind other = right.node().kind(row);
        if (one == other || one == Kind.MISSING || other == Kind.MISSING) {
            return null;
        }
        return new Failure(
                "only equal kinds can be compared: were " + one.words() + " and " + other.words(), right.position());
    }
}
