package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A choice between parts of different kinds, such as {@code amount > 5 ? city : 0}. */
final class MixedChoice implements Node {
    private final TruthNode condition;
    private final Node one;
    private final Node other;
    private final Node[] parts;

    /** @param parts to be opened before */
    MixedChoice(TruthNode condition, Node one, Node other, Node... parts) {
        this.condition = condition;
        this.one = one;
        this.other = other;
        this.parts = parts;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        for (Node part : parts) {
            part.open(table, rows);
        }
    }

    private Node chosen(int row) {
        return condition.truth(row) == TruthNode.TRUE ? one : other;
    }

    @Override
    public Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.copyOf(one.kinds());
        kinds.addAll(other.kinds());
        return kinds;
    }

    @Override
    public Kind kind(int row) {
        return chosen(row).kind(row);
    }

    @Override
    public double number(int row) {
        return chosen(row).number(row);
    }

    @Override
    public byte truth(int row) {
        return chosen(row).truth(row);
    }

    @Override
    public @Nullable String text(int row) {
        return chosen(row).text(row);
    }
}
