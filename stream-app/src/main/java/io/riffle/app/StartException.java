package io.riffle.app;

/** A pipeline cannot start, for a reason that its user can mend; the message is all that he is shown. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
