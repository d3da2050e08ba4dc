package io.riffle.expression.column;

import io.riffle.feature.FeatureTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same text in each row, or none. */
final class TextConstant implements TextNode {
    private final @Nullable String value;

    TextConstant(@Nullable String value) {
        this.value = value;
    }

    @Override
    public void open(FeatureTable table, int rows) {
        // The text is the same, whatever the table.
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(value == null ? Kind.MISSING : Kind.TEXT);
    }

    @Override
    public @Nullable String text(int row) {
        return value;
    }
}
