package io.riffle.enrichment;

/**
 * The profile store did not answer in time, or not at all; the batch goes on degraded. It has no stack trace of its
 * own: in an outage it is thrown for every frame, and if it was thrown says nothing that the message does not.
 */
public final class ProfileUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public ProfileUnavailableException(String message) {
        super(message, null, false, false);
    }

    public ProfileUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
