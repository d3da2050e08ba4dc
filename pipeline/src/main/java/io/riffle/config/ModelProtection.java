package io.riffle.config;

import io.riffle.settings.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How model folders are protected.
 *
 * @param publicKey file of the Ed25519 public key whose owner must have signed every manifest
 * @param encryptionKey AES key of encrypted model files, in base64
 */
public record ModelProtection(Optional<Path> publicKey, Optional<Secret> encryptionKey) {
    /** Nothing is signed or encrypted. */
    public static final ModelProtection NONE = new ModelProtection(Optional.empty(), Optional.empty());
}
