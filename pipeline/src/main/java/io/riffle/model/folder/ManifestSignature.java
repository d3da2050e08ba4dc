package io.riffle.model.folder;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Ed25519 signatures (RFC 8032) of manifests. A manifest names the sha256 of its model, so its signature covers both. The
 * file beside it holds the signature in base64.
 */
public final class ManifestSignature {
    /** Name of the file in the version's folder. */
    public static final String FILE = ModelFolder.MANIFEST + ".sig";

    private static final String ALGORITHM = "Ed25519";

    private ManifestSignature() {}

    /** The signature of a manifest's bytes, as it stands in the file. */
    public static String sign(byte[] manifest, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(manifest);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalArgumentException(
                    "the key must be an Ed25519 private key: " + wrongKey.getMessage(), wrongKey);
        }
    }

    static void verify(byte[] manifest, byte[] file, PublicKey key) throws ModelRefusedException {
        boolean genuine;
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(manifest);
            genuine = signature.verify(Base64.getMimeDecoder().decode(file));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new ModelRefusedException(
                    RefusalStage.SIGNATURE, FILE + " must be a base64 Ed25519 signature: " + malformed.getMessage());
        }
        if (!genuine) {
            throw new ModelRefusedException(
                    RefusalStage.SIGNATURE,
                    FILE + " must be the signature of " + ModelFolder.MANIFEST + " by models.public-key: is not");
        }
    }
}
