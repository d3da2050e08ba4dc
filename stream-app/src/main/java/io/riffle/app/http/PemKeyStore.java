package io.riffle.app.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate chain and its key from PEM files (RFC 7468) into a key store in memory. */
final class PemKeyStore {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

    private PemKeyStore() {}

    /** @throws IOException with a message for the user where a file is missing or is not what it must be */
    static KeyStore read(Path certificate, Path key, char[] password) throws IOException {
        try {
            Certificate[] chain = chain(certificate);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            PrivateKey secret = privateKey(key);
            if (!belong(secret, chain[0].getPublicKey())) {
                throw new IOException(
                        "http.tls.key must be the key of the certificate: " + key + " is not that of " + certificate);
            }
            store.setKeyEntry("riffle", secret, password, chain);
            return store;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("http.tls must be a usable certificate and key: " + unusable.getMessage(), unusable);
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(content))
                .toArray(new Certificate[0]);
        if (chain.length == 0) {
            throw new IOException("http.tls.certificate must hold a PEM certificate: none in " + file);
        }
        return chain;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IOException(
                    "http.tls.key must hold an unencrypted PKCS#8 key (BEGIN PRIVATE KEY): none in " + file);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = decoded(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException("http.tls.key must be an RSA, EC or EdDSA key: is something else in " + file);
    }

    /** Empty where the key is of another algorithm. */
    private static Optional<PrivateKey> decoded(String algorithm, byte[] encoded) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException another) {
            return Optional.empty();
        }
    }

    /** While files are being replaced one after the other they do not fit, and must not be used. */
    private static boolean belong(PrivateKey secret, PublicKey shown) throws GeneralSecurityException {
        if (!secret.getAlgorithm().equals(shown.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        byte[] message = {1};
        signature.initSign(secret);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(message);
        return signature.verify(signed);
    }
}
