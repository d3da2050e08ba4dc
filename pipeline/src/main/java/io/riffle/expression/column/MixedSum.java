package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sum whose rows are numbers or texts, as those of its parts are. */
final class MixedSum implements Node {
    private final Node left;
    private final Node right;

    MixedSum(Node left, Node right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        left.open(table, rows);
        right.open(table, rows);
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.NUMBER, Kind.TEXT, Kind.MISSING);
    }

    @Override
    public Kind kind(int row) {
        Kind one = left.kind(row);
        return one == Kind.TEXT ? right.kind(row) : one;
    }

    @Override
    public double number(int row) {
        return left.number(row) + right.number(row);
    }

    @Override
    public @Nullable String text(int row) {
        return Sum.joined(left.text(row), right.text(row));
    }
}
