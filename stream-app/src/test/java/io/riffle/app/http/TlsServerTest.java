package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.Secret;
import io.riffle.config.TlsConfig;
import io.riffle.metrics.ServingMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsServerTest {
    private static final String PASSWORD = SelfSigned.PASSWORD;

    @TempDir
    private Path folder;

    @Test
    void server_readsItsCertificateAgain_whenTheFileChanges() throws Exception {
        Path store = Files.copy(SelfSigned.in(folder, "first").file(), folder.resolve("server.p12"));
        HttpConfig config = config(new TlsConfig(store, Optional.empty(), Optional.of(new Secret(PASSWORD))));
        try (HttpServer server = server(config)) {
            assertThat(subject(server.port())).isEqualTo("CN=first");
            Files.copy(
                    SelfSigned.in(folder, "second").file(), store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(store, FileTime.fromMillis(1));

            server.reloadCertificate();

            assertThat(subject(server.port())).isEqualTo("CN=second");
            Files.writeString(store, "not a key store");
            Files.setLastModifiedTime(store, FileTime.fromMillis(2));
            server.reloadCertificate();
            assertThat(subject(server.port())).isEqualTo("CN=second");
        }
    }

    @Test
    void server_acceptsPem() throws Exception {
        SelfSigned pem = SelfSigned.in(folder, "pem");
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        pem.writeCertificate(certificate);
        pem.writeKey(key);
        try (HttpServer server = server(config(new TlsConfig(certificate, Optional.of(key), Optional.empty())))) {
            assertThat(subject(server.port())).isEqualTo("CN=pem");
        }
    }

    /** Certificate and key are replaced one after the other: what does not fit is not used in between. */
    @Test
    void server_waitsForTheKey_whenOnlyTheCertificateHasChanged() throws Exception {
        SelfSigned first = SelfSigned.in(folder, "first");
        SelfSigned second = SelfSigned.in(folder, "second");
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        first.writeCertificate(certificate);
        first.writeKey(key);
        try (HttpServer server = server(config(new TlsConfig(certificate, Optional.of(key), Optional.empty())))) {
            second.writeCertificate(certificate);
            Files.setLastModifiedTime(certificate, FileTime.fromMillis(1));
            server.reloadCertificate();
            assertThat(subject(server.port())).isEqualTo("CN=first");

            second.writeKey(key);
            Files.setLastModifiedTime(key, FileTime.fromMillis(1));
            server.reloadCertificate();
            assertThat(subject(server.port())).isEqualTo("CN=second");
        }
    }

    @Test
    void server_saysWhatIsWrong_whenTheCertificateIsUnusable() throws Exception {
        Path missing = folder.resolve("missing.pem");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> server(config(new TlsConfig(missing, Optional.of(missing), Optional.empty()))))
                .withMessage("http.tls must name readable files: cannot read " + missing);
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> server(config(new TlsConfig(empty, Optional.of(empty), Optional.empty()))))
                .withMessageStartingWith("http.tls");
        Path store = SelfSigned.in(folder, "other").file();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> server(
                        config(new TlsConfig(store, Optional.empty(), Optional.of(new Secret("wrong-password"))))))
                .withMessageContaining("password");
    }

    private static HttpServer server(HttpConfig config) throws IOException {
        return new HttpServer(config, ServingMetrics.NONE, entry -> {}, List.of());
    }

    private static HttpConfig config(TlsConfig tls) {
        return new HttpConfig("127.0.0.1", 0, HttpLimits.DEFAULT, List.of(), Optional.of(tls));
    }

    /** The subject of the certificate that the server shows to somebody who trusts it. */
    private String subject(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            Certificate shown = socket.getSession().getPeerCertificates()[0];
            return ((X509Certificate) shown).getSubjectX500Principal().getName();
        }
    }

    private TrustManager[] trusted() throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        for (String name : List.of("first", "second", "pem")) {
            Path file = folder.resolve(name + ".p12");
            if (Files.exists(file) && Files.size(file) > 100) {
                known.setCertificateEntry(name, new SelfSigned(file).store().getCertificate("riffle"));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(known);
        return factory.getTrustManagers();
    }
}
