package io.riffle.config.event;

import io.riffle.settings.Secret;
import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a schema registry asks of its clients: a user with a password or a bearer token, or nothing.
 *
 * @param trust PEM file with the authorities in place of the JDK's
 */
public record RegistryAccess(
        Optional<String> user, Optional<Secret> password, Optional<Secret> token, Optional<Path> trust) {
    public static final RegistryAccess NONE =
            new RegistryAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public RegistryAccess {
        Violations.in("event.registry")
                .check(user.isPresent() == password.isPresent(), "password", "must be given with user", "only one")
                .check(user.isEmpty() || token.isEmpty(), "token", "must be left out where user is set", "set")
                .throwIfAny();
    }
}
