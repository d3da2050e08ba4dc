package io.riffle.format.registry;

/** The registry does not take a schema: it would not the next time. */
public final class RefusedSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedSchemaException(String message) {
        super(message);
    }
}
