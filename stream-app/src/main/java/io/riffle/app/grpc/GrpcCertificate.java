package io.riffle.app.grpc;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.riffle.app.http.CertificateFiles;
import io.riffle.config.TlsConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;

/** The certificate of {@code http.tls} for gRPC. Connections keep the one that was current when they were opened. */
final class GrpcCertificate implements AutoCloseable {
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final CertificateFiles files;

    /** @throws IOException with a message for the user where the certificate cannot be used */
    GrpcCertificate(TlsConfig tls) throws IOException {
        files = new CertificateFiles("grpc", tls, this::use);
    }

    ServerCredentials credentials() {
        return TlsServerCredentials.newBuilder().keyManager(keys).build();
    }

    void reloadIfChanged() {
        files.reloadIfChanged();
    }

    private void use(KeyStore store, char[] password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                keys.updateIdentityCredentials(chain(store, alias), key);
                return;
            }
        }
        throw new GeneralSecurityException("a private key must be in the file: none was found");
    }

    private static X509Certificate[] chain(KeyStore store, String alias) throws GeneralSecurityException {
        return Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
    }

    @Override
    public void close() {
        files.close();
    }
}
