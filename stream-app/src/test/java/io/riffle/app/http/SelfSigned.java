package io.riffle.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A certificate for 127.0.0.1 that keytool made and signed with its own key. */
public record SelfSigned(Path file) {
    public static final String PASSWORD = "changeit";

    /** Makes {@code <name>.p12} with the subject {@code CN=<name>}. */
    public static SelfSigned in(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -alias riffle -keyalg EC -ext SAN=IP:127.0.0.1 -dname CN=" + name
                                        + " -storepass " + PASSWORD + " -keystore " + file)
                                .split(" "))
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return new SelfSigned(file);
    }

    public KeyStore store() throws Exception {
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            return store;
        }
    }

    public void writeCertificate(Path pem) throws Exception {
        write(pem, "CERTIFICATE", store().getCertificate("riffle").getEncoded());
    }

    public void writeKey(Path pem) throws Exception {
        write(
                pem,
                "PRIVATE KEY",
                store().getKey("riffle", PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
