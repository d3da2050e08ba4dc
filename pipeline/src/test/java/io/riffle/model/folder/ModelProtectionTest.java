package io.riffle.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelProtectionTest {
    private static final byte[] MODEL = "not really a model".getBytes(StandardCharsets.US_ASCII);
    private static final String AES = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path directory;

    private Path folder;
    private KeyPair pair;

    @BeforeEach
    void write() throws Exception {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        folder = Files.createDirectories(directory.resolve("1"));
        Files.write(folder.resolve("model.onnx"), MODEL);
        Files.writeString(folder.resolve("model.yaml"), """
                name: test
                version: "1"
                sha256: %s
                task: regression
                description: a test
                metrics: {mae: 0.5}
                inputs: {x: {type: float32, columns: [x]}}
                output: {score: {tensor: y}}
                """.formatted(HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(MODEL))));
    }

    private FileModelRegistry registry(ModelKeys keys) {
        return new FileModelRegistry(directory, 1_000, keys);
    }

    private ModelKeys signed() {
        return new ModelKeys(Optional.of(pair.getPublic()), Optional.empty());
    }

    private static ModelKeys encrypted() {
        return new ModelKeys(Optional.empty(), Optional.of(KeyText.secretKey(AES)));
    }

    private ModelStore store() {
        return new ModelStore(directory, registry(ModelKeys.NONE));
    }

    private ModelRefusedException refusal(ModelKeys keys) {
        return catchThrowableOfType(
                ModelRefusedException.class, () -> registry(keys).open("1").read());
    }

    @Test
    void signedVersion_isRead_andAChangedOneIsRefused() throws Exception {
        assertThat(refusal(signed()).stage()).isEqualTo(RefusalStage.SIGNATURE);
        store().sign("1", pair.getPrivate());
        ModelArtifact model = registry(signed()).open("1").read();
        assertThat(model.bytes()).isEqualTo(MODEL);
        assertThat(model.manifest().notes().metrics()).containsEntry("mae", 0.5);
        Files.writeString(
                folder.resolve("model.yaml"),
                Files.readString(folder.resolve("model.yaml")).replace("a test", "another"));
        assertThat(refusal(signed())).hasMessageContaining("must be the signature of model.yaml by models.public-key");
        Files.writeString(folder.resolve("model.yaml.sig"), "AAAA");
        assertThat(refusal(signed()).stage()).isEqualTo(RefusalStage.SIGNATURE);
    }

    @Test
    void encryptedModel_isReadWithItsKeyOnly() throws Exception {
        store().encrypt("1", KeyText.secretKey(AES));
        byte[] sealed = Files.readAllBytes(folder.resolve("model.onnx"));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("really");
        assertThat(registry(encrypted()).open("1").read().bytes()).isEqualTo(MODEL);
        assertThat(refusal(ModelKeys.NONE)).hasMessageContaining("models.encryption-key must be set");
        byte[] other = new byte[16];
        other[0] = 1;
        String wrong = Base64.getEncoder().encodeToString(other);
        assertThat(refusal(new ModelKeys(Optional.empty(), Optional.of(KeyText.secretKey(wrong)))))
                .hasMessageContaining("it was changed, or encrypted with another");
        sealed[sealed.length - 20] ^= 1;
        Files.write(folder.resolve("model.onnx"), sealed);
        assertThat(refusal(encrypted())).hasMessageContaining("it was changed, or encrypted with another");
    }

    @Test
    void keys_areReadAsOpensslWritesThem() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        assertThat(KeyText.publicKey(pem)).isEqualTo(pair.getPublic());
        assertThatThrownBy(() -> KeyText.publicKey("nonsense")).hasMessageContaining("an Ed25519 public key in PEM");
        assertThatThrownBy(() -> KeyText.secretKey("c2hvcnQ=")).hasMessageContaining("16 or 32 bytes in base64: has 5");
    }

    @Test
    void store_movesWholeVersions() throws Exception {
        ModelStore store = store();
        store.alias("stable", "1");
        assertThat(registry(ModelKeys.NONE).resolve("@stable")).isEqualTo("1");
        assertThatThrownBy(() -> registry(ModelKeys.NONE).resolve("@unknown")).hasMessageContaining("[stable]");
        assertThatThrownBy(() -> store.add("1", "", Map.of(ModelFile.USUAL, MODEL)))
                .hasMessageContaining("the version must be new");
        store.archive("1");
        assertThat(registry(ModelKeys.NONE).versions()).isEmpty();
        assertThat(directory.resolve(".archive").resolve("1").resolve("model.onnx"))
                .exists();
        write();
        store.delete("1");
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> store.delete("..")).isInstanceOf(ModelRefusedException.class);
    }
}
