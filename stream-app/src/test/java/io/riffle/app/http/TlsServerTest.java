package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riffle.config.HttpConfig;
import io.riffle.config.HttpLimits;
import io.riffle.config.Secret;
import io.riffle.config.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsServerTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void server_readsItsCertificateAgain_whenTheFileChanges() throws Exception {
        Path store = Files.copy(keyStore("first"), folder.resolve("server.p12"));
        HttpConfig config = config(new TlsConfig(store, Optional.empty(), Optional.of(new Secret(PASSWORD))));
        try (HttpServer server = server(config)) {
            assertThat(subject(server.port())).isEqualTo("CN=first");
            Files.copy(keyStore("second"), store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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
        KeyStore store = load(keyStore("pem"));
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        write(certificate, "CERTIFICATE", store.getCertificate("riffle").getEncoded());
        write(key, "PRIVATE KEY", store.getKey("riffle", PASSWORD.toCharArray()).getEncoded());
        try (HttpServer server = server(config(new TlsConfig(certificate, Optional.of(key), Optional.empty())))) {
            assertThat(subject(server.port())).isEqualTo("CN=pem");
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
        Path store = keyStore("other");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> server(
                        config(new TlsConfig(store, Optional.empty(), Optional.of(new Secret("wrong-password"))))))
                .withMessageContaining("password");
    }

    private static HttpServer server(HttpConfig config) throws IOException {
        return new HttpServer(config, (route, status, nanoseconds) -> {}, entry -> {}, List.of());
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
                known.setCertificateEntry(name, load(file).getCertificate("riffle"));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(known);
        return factory.getTrustManagers();
    }

    private static KeyStore load(Path file) throws Exception {
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            return store;
        }
    }

    private Path keyStore(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "riffle",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
