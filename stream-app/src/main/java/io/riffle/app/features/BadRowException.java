package io.riffle.app.features;

/** A row of a file that cannot be loaded; the others can. */
public final class BadRowException extends Exception {
    private static final long serialVersionUID = 1;

    BadRowException(String message) {
        super(message);
    }
}
