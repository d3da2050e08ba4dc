package io.riffle.format;

/** A value that cannot be read, and would not be if it came again. It has no stack trace: it is about one value. */
public final class UnreadableValueException extends Exception {
    public UnreadableValueException(String message) {
        super(message, null, false, false);
    }

    /** What must hold: what was found. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
