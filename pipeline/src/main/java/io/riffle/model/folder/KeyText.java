package io.riffle.model.folder;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys as {@code openssl} writes them. */
public final class KeyText {
    private static final String ED25519 = "Ed25519";

    private KeyText() {}

    /**
     * A public key in PEM, from {@code openssl pkey -pubout}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(der(pem)));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("must be an Ed25519 public key in PEM: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * A private key in PEM, from {@code openssl genpkey -algorithm ed25519}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PrivateKey privateKey(String pem) {
        try {
            return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("must be an Ed25519 private key in PEM: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * An AES key in base64, from {@code openssl rand -base64 32}.
     *
     * @throws IllegalArgumentException if it is none; does not repeat it
     */
    public static SecretKey secretKey(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("must be an AES key in base64: is not base64");
        }
        if (key.length != 16 && key.length != 32) {
            throw new IllegalArgumentException(
                    "must be an AES key of 16 or 32 bytes in base64: has " + key.length + " bytes");
        }
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
