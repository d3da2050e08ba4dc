package io.riffle.model;

/**
 * Text that came from a model file or from the runtime that read it. {@link #toString} makes it fit for a message:
 * control and direction characters are escaped, long text is cut.
 */
public record ModelText(String raw) {
    private static final int LONGEST = 300;

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(Math.min(raw.length(), LONGEST));
        raw.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
        return raw.codePointCount(0, raw.length()) > LONGEST
                ? shown.append("...").toString()
                : shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> shown.append(String.format("\\u%04x", point));
            default -> shown.appendCodePoint(point);
        }
    }
}
