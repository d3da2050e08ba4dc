package io.riffle.expression.column;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part that is a text or missing in each row. */
interface TextNode extends Node {
    @Override
    default Set<Kind> kinds() {
        return Set.of(Kind.TEXT, Kind.MISSING);
    }

    @Override
    default Kind kind(int row) {
        return text(row) == null ? Kind.MISSING : Kind.TEXT;
    }

    @Override
    @Nullable
    String text(int row);
}
