package io.riffle.enrichment;

/** In the store stands something else than {@code profile.layout} says; the message is for the user. */
public final class ProfileLayoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProfileLayoutException(String message) {
        super(message);
    }
}
