package io.riffle.model.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.model.ModelRefusedException;
import io.riffle.model.RefusalStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelRegistryTest {
    private static final byte[] MODEL = {1, 2, 3};

    @TempDir
    Path directory;

    @Test
    void versions_areInNaturalOrder_andOnlyFoldersWithAManifest() throws Exception {
        for (String version : new String[] {"10", "9", "2"}) {
            write(version, "model.onnx");
        }
        Files.createDirectory(directory.resolve("11"));
        Files.writeString(directory.resolve("readme.txt"), "");
        FileModelRegistry registry = new FileModelRegistry(directory, 3);
        assertThat(registry.versions()).containsExactly("2", "9", "10");
        assertThat(registry.latest()).contains("10");
        assertThat(registry.open("9").read().bytes()).isEqualTo(MODEL);
    }

    @Test
    void latest_isEmpty_whereThereIsNoVersion() throws Exception {
        assertThat(new FileModelRegistry(directory, 3).latest()).isEmpty();
    }

    @Test
    void open_refusesOtherVersions() throws Exception {
        write("1", "model.onnx");
        for (String version : new String[] {"2", "../1", "1/", "", "."}) {
            ModelRefusedException refusal = catchThrowableOfType(
                    ModelRefusedException.class, () -> new FileModelRegistry(directory, 3).open(version));
            assertThat(refusal).as(version).hasMessageContaining("the version must be one of [1]: was '" + version);
        }
        assertThat(catchThrowableOfType(
                        ModelRefusedException.class,
                        () -> new FileModelRegistry(directory.resolve("none"), 3).versions()))
                .hasMessageContaining("the models directory must be readable");
    }

    @Test
    void read_refusesFilesOutsideTheFolder() throws Exception {
        Files.write(directory.resolve("secret"), MODEL);
        refusal("1", "../secret", "must be inside the model's folder");
        refusal("2", directory.resolve("secret").toString(), "must be inside the model's folder");
        Path folder = Files.createDirectories(directory.resolve("3"));
        Files.createSymbolicLink(folder.resolve("link.onnx"), directory.resolve("secret"));
        refusal("3", "link.onnx", "must be inside the model's folder");
        refusal("4", "none.onnx", "must be readable");
        refusal("5", ".", "must be a file");
        refusal("6", "/dev/zero", "must be inside the model's folder");
    }

    /** As volumes are mounted in Kubernetes: the visible name is a link to a dated folder beside it. */
    @Test
    void read_followsLinksInsideTheFolder() throws Exception {
        Path folder = write("1", "link.onnx");
        Files.createDirectory(folder.resolve("..data"));
        Files.move(folder.resolve("model.onnx"), folder.resolve("..data/model.onnx"));
        Files.createSymbolicLink(folder.resolve("link.onnx"), Path.of("..data/model.onnx"));
        assertThat(new ModelFolder(folder, 3).read().bytes()).isEqualTo(MODEL);
    }

    @Test
    void read_refusesLargeFiles_andOtherBytes() throws Exception {
        Path folder = write("1", "model.onnx");
        assertThat(refusal(folder, 2).getMessage()).contains("model.onnx must have at most 2 bytes: has 3");
        Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 4});
        assertThat(refusal(folder, 3).getMessage()).contains("the sha256 of model.onnx must be 039058c6");
    }

    @Test
    void read_refusesAnotherVersionsManifest() throws Exception {
        Path folder = write("1", "model.onnx");
        Files.move(folder, directory.resolve("2"));
        assertThat(refusal(directory.resolve("2"), 3).getMessage())
                .contains("version must be the folder's name '2': was '1'");
    }

    private void refusal(String version, String file, String message) throws Exception {
        ModelRefusedException refusal = refusal(write(version, file), 3);
        assertThat(refusal.stage()).isEqualTo(RefusalStage.FILE);
        assertThat(refusal).hasMessageContaining(message);
    }

    private static ModelRefusedException refusal(Path folder, long maxBytes) {
        return catchThrowableOfType(ModelRefusedException.class, () -> new ModelFolder(folder, maxBytes).read());
    }

    private Path write(String version, String file) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(version));
        Files.write(folder.resolve("model.onnx"), MODEL);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(MODEL));
        Files.writeString(folder.resolve("model.yaml"), """
                name: test
                version: "%s"
                file: %s
                sha256: %s
                task: regression
                inputs: {x: {type: float32, columns: [x]}}
                output: {score: {tensor: y}}
                """.formatted(version, file, sha256));
        return folder;
    }

    private static final String MANIFEST = """
            name: m
            version: "1"
            sha256: %s
            task: regression
            inputs: {x: {type: float32, columns: [a]}}
            output: {score: {tensor: y}}
            golden: {file: golden.json, sha256: %s}
            reference: {file: reference.json, sha256: %s}
            """;

    /** Long sections in files of their own, whose hashes make them part of the version. */
    @Test
    void goldenAndReference_mayBeFiles() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("1"));
        Files.write(folder.resolve("model.onnx"), MODEL);
        String golden = "{\"tolerance\": 1e-6, \"rows\": [{\"features\": {\"a\": 1}, \"score\": 2}]}";
        String reference = "{\"rows\": 3, \"numbers\": {\"a\": {\"edges\": [0], \"counts\": [0, 3]}}}";
        Files.writeString(folder.resolve("golden.json"), golden);
        Files.writeString(folder.resolve("reference.json"), reference);
        String manifest = MANIFEST.formatted(
                Sha256.of(MODEL), Sha256.of(golden.getBytes(UTF_8)), Sha256.of(reference.getBytes(UTF_8)));
        Files.writeString(folder.resolve("model.yaml"), manifest);
        ModelManifest read = new FileModelRegistry(directory, 3).open("1").manifest();
        assertThat(read.golden().tolerance()).isEqualTo(1e-6);
        assertThat(read.golden().rows()).containsExactly(new GoldenRow(Map.of("a", 1L), 2));
        assertThat(read.reference().orElseThrow().rows()).isEqualTo(3);
        refusedManifest(
                manifest.replace("golden.json", "../golden.json"), "golden.file", "name of a file in the folder");
        refusedManifest(manifest.replace("golden.json", "other.json"), "golden.file", "must be readable");
        Files.writeString(folder.resolve("golden.json"), golden + " ");
        refusedManifest(manifest, "golden.sha256", "must be that of golden.json");
        String wrong = "{\"rows\": [{\"score\": 2}]}";
        Files.writeString(folder.resolve("golden.json"), wrong);
        refusedManifest(
                manifest.replace(Sha256.of(golden.getBytes(UTF_8)), Sha256.of(wrong.getBytes(UTF_8))),
                "golden.json:1",
                "rows[0].features",
                "must be a map of keys");
    }

    private void refusedManifest(String manifest, String... parts) throws Exception {
        Files.writeString(directory.resolve("1").resolve("model.yaml"), manifest);
        ModelRefusedException refusal = catchThrowableOfType(
                ModelRefusedException.class,
                () -> new FileModelRegistry(directory, 3).open("1").manifest());
        assertThat(refusal).hasMessageContainingAll(parts);
    }
}
