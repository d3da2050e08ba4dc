package io.riffle.model.folder;

import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * What protects model folders.
 *
 * @param signer where present, every manifest must be signed with the private key to it
 * @param encryption opens model files that are encrypted
 */
public record ModelKeys(Optional<PublicKey> signer, Optional<SecretKey> encryption) {
    /** Nothing is signed, and encrypted files are refused. */
    public static final ModelKeys NONE = new ModelKeys(Optional.empty(), Optional.empty());
}
