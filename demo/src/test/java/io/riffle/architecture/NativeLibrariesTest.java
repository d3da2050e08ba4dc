package io.riffle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the Dockerfile that takes native libraries of other machines out of jars. */
class NativeLibrariesTest {
    private static final byte AMD64 = 62;
    private static final byte AARCH64 = (byte) 183;
    private static final Map<String, byte[]> ENTRIES = Map.of(
            "io/x/Library.class",
            new byte[] {1},
            "linux/amd64/libx.so",
            elf(AMD64),
            "linux/aarch64/libx.so",
            elf(AARCH64),
            "linux64-musl.so",
            elf(AMD64),
            "FreeBSD/x86_64/libx.so",
            elf(AMD64),
            "osx/libx.dylib",
            new byte[] {(byte) 0xcf, (byte) 0xfa},
            "osx/libx.dylib.dSYM/Contents/symbols.yml",
            new byte[] {1},
            "win/x.dll",
            new byte[] {'M', 'Z'});

    @TempDir
    Path folder;

    @Test
    void libraries_ofOtherMachines_goFromJars() throws Exception {
        write("x.jar", ENTRIES);
        write("plain.jar", Map.of("io/y/Plain.class", new byte[] {1}));
        assertThat(run("amd64")).isEmpty();
        assertThat(files("x.jar")).containsExactlyInAnyOrder("io/x/Library.class", "linux/amd64/libx.so");
        assertThat(files("plain.jar")).containsExactly("io/y/Plain.class");
    }

    @Test
    void libraries_ofAarch64_stayOnAarch64() throws Exception {
        write("x.jar", ENTRIES);
        assertThat(run("aarch64")).isEmpty();
        assertThat(files("x.jar")).containsExactlyInAnyOrder("io/x/Library.class", "linux/aarch64/libx.so");
    }

    @Test
    void jar_withoutALibraryForThisMachine_fails() throws Exception {
        write("x.jar", Map.of("linux/aarch64/libx.so", elf(AARCH64), "win/x.dll", new byte[] {'M', 'Z'}));
        assertThat(run("amd64")).contains("x.jar must have a native library for Linux on AMD64: found 2 for others");
    }

    /** Only who starts the process can: ONNX Runtime looks into the environment before Java can do anything. */
    @Test
    void launchers_keepTelemetryFromBeginning() throws IOException {
        for (String launcher : List.of("../riffle", "../docker/riffle")) {
            assertThat(Files.readString(Path.of(launcher))).as(launcher).contains("\nexport ORT_DISABLE_TELEMETRY=1\n");
        }
    }

    /** What it says on its error stream. */
    private String run(String architecture) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dos.arch=" + architecture,
                        "../docker/NativeLibraries.java",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue() == 0).as(said).isEqualTo(said.isEmpty());
        return said;
    }

    private void write(String jar, Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(jar));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private List<String> files(String jar) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve(jar).toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static byte[] elf(byte machine) {
        byte[] header = new byte[64];
        header[0] = 0x7f;
        header[1] = 'E';
        header[2] = 'L';
        header[3] = 'F';
        header[18] = machine;
        return header;
    }
}
