package io.riffle.model.folder;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Model files encrypted at rest: a mark, a random nonce of 12 bytes, then AES-GCM's output with its tag of 16 bytes (NIST
 * SP 800-38D). The mark is authenticated too. The manifest's sha256 is that of the plain model.
 */
public final class EncryptedModel {
    private static final byte[] MARK = "RIFFLE-AESGCM-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE = 12;
    private static final int TAG = 16;

    /** How much longer than the plain file an encrypted one is. */
    static final int OVERHEAD = MARK.length + NONCE + TAG;

    private EncryptedModel() {}

    /** Whether a file is encrypted. */
    public static boolean is(byte[] file) {
        return file.length >= OVERHEAD && Arrays.equals(file, 0, MARK.length, MARK, 0, MARK.length);
    }

    public static byte[] encrypt(byte[] plain, SecretKey key) {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
            return ByteBuffer.allocate(MARK.length + NONCE + sealed.length)
                    .put(MARK)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalArgumentException("the key must be an AES key: " + wrongKey.getMessage(), wrongKey);
        }
    }

    /** The plain bytes of a file; those of a plain file are its own. */
    static byte[] open(byte[] file, Optional<SecretKey> key) throws ModelRefusedException {
        if (!is(file)) {
            return file;
        }
        if (key.isEmpty()) {
            throw new ModelRefusedException(
                    RefusalStage.FILE, "the model file is encrypted: models.encryption-key must be set, is not");
        }
        byte[] nonce = Arrays.copyOfRange(file, MARK.length, MARK.length + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, key.get(), nonce)
                    .doFinal(file, MARK.length + NONCE, file.length - MARK.length - NONCE);
        } catch (AEADBadTagException changed) {
            throw new ModelRefusedException(
                    RefusalStage.FILE,
                    "the model file must open with models.encryption-key: it was changed, or encrypted with another");
        } catch (GeneralSecurityException impossible) {
            throw new ModelRefusedException(RefusalStage.FILE, "the model file must open: " + impossible.getMessage());
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(MARK);
        return cipher;
    }
}
