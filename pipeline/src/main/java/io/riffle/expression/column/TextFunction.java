package io.riffle.expression.column;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is computed from texts. */
enum TextFunction {
    CONTAINS,
    STARTS_WITH;

    /** Whether a text has such a part; a missing text has none. */
    Part<Node> of(Part<?> whole, Part<?> sought) {
        Part<TextNode> text = whole.text();
        Part<TextNode> part = sought.text();
        TextNode textNode = text.node();
        TextNode partNode = part.node();
        TruthColumn.Loop loop = (values, rows) -> {
            for (int row = 0; row < rows; row++) {
                values[row] = holds(textNode.text(row), partNode.text(row)) ? TruthNode.TRUE : TruthNode.FALSE;
            }
        };
        Failures nothingSought = KindRule.PRESENT_TEXT.holdsFor(partNode)
                ? Failures.NONE
                : row -> nothingSought(textNode, partNode, row) ? KindRule.TEXT.failure(Kind.MISSING, part) : null;
        return Part.of(new TruthColumn(loop, textNode, partNode), text, part, nothingSought);
    }

    private boolean holds(@Nullable String text, @Nullable String part) {
        if (text == null || part == null) {
            return false;
        }
        return switch (this) {
            case CONTAINS -> text.contains(part);
            case STARTS_WITH -> text.startsWith(part);
        };
    }

    private static boolean nothingSought(TextNode text, TextNode part, int row) {
        return part.kind(row) == Kind.MISSING && text.kind(row) == Kind.TEXT;
    }

    /** Characters; 0 for a missing text. */
    static Part<Node> length(Part<?> part) {
        Part<TextNode> only = part.text();
        TextNode node = only.node();
        NumberColumn.Loop loop = (values, rows) -> {
            for (int row = 0; row < rows; row++) {
                String text = node.text(row);
                values[row] = text == null ? 0 : text.codePointCount(0, text.length());
            }
        };
        return Part.of(new NumberColumn(loop, node), only);
    }

    static Part<Node> lower(Part<?> part) {
        Part<TextNode> only = part.text();
        TextNode node = only.node();
        RowText.Rule rule = row -> {
            String text = node.text(row);
            return text == null ? null : text.toLowerCase(Locale.ROOT);
        };
        return Part.of(new RowText(rule, node), only);
    }
}
