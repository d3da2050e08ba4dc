package io.riffle.expression.column;

import java.util.EnumMap;
import java.util.Map;

/** What an operator or a function wants a part to be. */
enum KindRule {
    NUMBER("a number is needed: was "),
    CONDITION("a condition must be true or false: was "),
    TEXT("a text is needed: was "),
    PRESENT_TEXT("a text is needed: was ");

    private final String message;

    KindRule(String message) {
        this.message = message;
    }

    private boolean accepts(Kind kind) {
        return switch (this) {
            case NUMBER -> kind == Kind.NUMBER;
            case CONDITION -> kind == Kind.TRUTH || kind == Kind.MISSING;
            case TEXT -> kind == Kind.TEXT || kind == Kind.MISSING;
            case PRESENT_TEXT -> kind == Kind.TEXT;
        };
    }

    /** Whether all rows of a part are accepted, whatever the table. */
    boolean holdsFor(Node node) {
        return node.kinds().stream().allMatch(this::accepts);
    }

    /** The rows in which a part is something else. */
    Failures failures(Part<?> part) {
        Node node = part.node();
        if (holdsFor(node)) {
            return Failures.NONE;
        }
        Map<Kind, Failure> refused = new EnumMap<>(Kind.class);
        for (Kind kind : node.kinds()) {
            if (!accepts(kind)) {
                refused.put(kind, failure(kind, part));
            }
        }
        return row -> refused.get(node.kind(row));
    }

    Failure failure(Kind found, Part<?> part) {
        return new Failure(message + found.words(), part.position());
    }
}
