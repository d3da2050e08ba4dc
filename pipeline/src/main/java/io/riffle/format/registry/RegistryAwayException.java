package io.riffle.format.registry;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer for longer than one event may wait. It passes, as an outage of the broker does. */
public final class RegistryAwayException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
