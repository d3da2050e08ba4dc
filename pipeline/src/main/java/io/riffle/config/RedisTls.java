package io.riffle.config;

import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates for a {@code rediss} URL, as PEM files: {@code trust} in place of the JDK's authorities, and
 * {@code certificate} with {@code key} where Redis asks clients for theirs.
 */
public record RedisTls(Optional<Path> trust, Optional<Path> certificate, Optional<Path> key) {
    public static final RedisTls NONE = new RedisTls(Optional.empty(), Optional.empty(), Optional.empty());

    public RedisTls {
        Violations.in("profile.tls")
                .check(certificate.isPresent() == key.isPresent(), "key", "must be given with certificate", "only one")
                .throwIfAny();
    }
}
