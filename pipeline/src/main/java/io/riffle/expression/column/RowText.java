package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import org.jspecify.annotations.Nullable;

/** Texts that are made from other parts, each when its row is asked for. */
final class RowText implements TextNode {
    /** Makes the text of a row from parts that are open. */
    interface Rule {
        @Nullable
        String at(int row);
    }

    private final Rule rule;
    private final Node[] parts;

    /** @param parts to be opened before */
    RowText(Rule rule, Node... parts) {
        this.rule = rule;
        this.parts = parts;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        for (Node part : parts) {
            part.open(table, rows);
        }
    }

    @Override
    public @Nullable String text(int row) {
        return rule.at(row);
    }
}
