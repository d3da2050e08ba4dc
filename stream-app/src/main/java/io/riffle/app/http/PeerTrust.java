package io.riffle.app.http;

import io.riffle.config.TlsConfig;
import io.riffle.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom an instance trusts when it calls another one of its pipeline: the certificates of its own file, which is the
 * others' or comes from the same authority. Read once, at the start.
 */
public final class PeerTrust {
    private PeerTrust() {}

    /**
     * Trust in the certificates of a file.
     *
     * @throws IOException with a message for the user where they cannot be used
     */
    public static SSLContext of(TlsConfig tls) throws IOException {
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : tls.isKeyStore() ? stored(file, tls) : pem(file)) {
                trusted.setCertificateEntry("peer-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "http.tls.certificate must be usable to call other instances: " + unusable.getMessage(), unusable);
        }
    }

    private static Collection<? extends Certificate> pem(InputStream file) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(file);
    }

    private static Collection<? extends Certificate> stored(InputStream file, TlsConfig tls)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(file, tls.password().map(Secret::reveal).orElse("").toCharArray());
        List<Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            certificates.addAll(chain == null ? List.of(store.getCertificate(alias)) : List.of(chain));
        }
        return certificates;
    }
}
