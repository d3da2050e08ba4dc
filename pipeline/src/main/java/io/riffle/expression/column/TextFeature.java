package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import org.jspecify.annotations.Nullable;

/** A feature that is a category or a text. */
final class TextFeature implements TextNode {
    private final int column;
    private @Nullable FeatureTable table;

    TextFeature(int column) {
        this.column = column;
    }

    @Override
    public void open(FeatureTable opened, int rows) {
        table = opened;
    }

    @Override
    public @Nullable String text(int row) {
        return table == null ? null : table.text(column, row);
    }
}
