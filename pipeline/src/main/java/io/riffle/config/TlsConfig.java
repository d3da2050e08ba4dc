package io.riffle.config;

import io.riffle.settings.Secret;
import io.riffle.settings.Violations;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server's certificate: a PEM chain with its PKCS#8 key, or one PKCS#12 file with a password. Files that change are
 * read again without a restart.
 *
 * @param certificate {@code .pem} or {@code .crt} beside a key; {@code .p12} or {@code .pfx} alone
 * @param key of a PEM certificate; a PKCS#12 file holds its own
 * @param password of a PKCS#12 file
 */
public record TlsConfig(Path certificate, Optional<Path> key, Optional<Secret> password) {
    public TlsConfig {
        boolean keyStore = isKeyStore(certificate);
        Violations.in("http.tls")
                .check(
                        keyStore || key.isPresent(),
                        "key",
                        "must be given where the certificate is no .p12 file",
                        "absent")
                .check(
                        !keyStore || password.isPresent(),
                        "password",
                        "must be given where the certificate is a .p12 file",
                        "absent")
                .throwIfAny();
    }

    /** Whether the file is PKCS#12, which its name tells. */
    public boolean isKeyStore() {
        return isKeyStore(certificate);
    }

    private static boolean isKeyStore(Path certificate) {
        String name = certificate.toString();
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }
}
