package io.riffle.expression;

/** A formula that cannot be used; the message shows it with a caret under the place. */
public final class ExpressionException extends IllegalArgumentException {
    private final int position;

    /**
     * A problem at one place of a formula.
     *
     * @param position characters before the place
     */
    public ExpressionException(String problem, String source, int position) {
        super(problem + "\n  " + line(source, position) + "\n  " + " ".repeat(column(source, position)) + "^");
        this.position = position;
    }

    public int position() {
        return position;
    }

    /** A formula may go over several lines; the one with the place is shown. */
    private static String line(String source, int position) {
        int start = position - column(source, position);
        int end = source.indexOf('\n', start);
        return source.substring(start, end < 0 ? source.length() : end).replace('\t', ' ');
    }

    private static int column(String source, int position) {
        return position - (source.lastIndexOf('\n', Math.max(0, position - 1)) + 1);
    }
}
