package io.riffle.enrichment;

/** The profile store did not answer in time, or not at all; the batch goes on degraded. */
public final class ProfileUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public ProfileUnavailableException(String message) {
        super(message);
    }

    public ProfileUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
