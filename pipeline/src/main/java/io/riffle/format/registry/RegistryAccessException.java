package io.riffle.format.registry;

import org.apache.kafka.common.errors.AuthenticationException;

/** The registry does not let us in: the same would be said to every event. */
public final class RegistryAccessException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    RegistryAccessException(String message) {
        super(message);
    }
}
