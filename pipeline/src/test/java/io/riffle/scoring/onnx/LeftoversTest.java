package io.riffle.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves nothing of ONNX Runtime behind, neither in the temporary folder nor under the home. */
class LeftoversTest {
    @TempDir
    private Path folder;

    /** The process whose leftovers are looked for: it runs a model and is gone. */
    public static void main(String[] arguments) throws Exception {
        OrtEnvironment environment = SharedEnvironment.get();
        try (OrtSession session = environment.createSession(TestGraphs.plus(1))) {
            System.out.println("inputs " + session.getInputNames());
        }
        Runtime.getRuntime().halt(7);
    }

    @Test
    void process_leavesNothing_whereTelemetryWasOn() throws Exception {
        String said = run(null);

        assertThat(said).contains("inputs [x]");
        assertThat(files()).isEmpty();
    }

    @Test
    void process_leavesNothing_whereTelemetryWasOff() throws Exception {
        String said = run("1");

        assertThat(said).contains("inputs [x]");
        assertThat(files()).isEmpty();
    }

    /** What others keep in their cache stays. */
    @Test
    void process_deletesNothing_thatWasThere() throws Exception {
        Path other = Files.createDirectories(folder.resolve("home/.cache/Microsoft/other"));
        Path session = Files.writeString(folder.resolve("tmp-ses"), "x");
        Files.createDirectories(folder.resolve("tmp"));
        Files.move(session, folder.resolve("tmp/.ses"));

        run(null);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        folder.resolve("home/.cache"), other.getParent(), other, folder.resolve("tmp/.ses"));
    }

    private String run(String switchedOff) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "only on Linux open files can go");
        Path home = Files.createDirectories(folder.resolve("home"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                LeftoversTest.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        if (switchedOff != null) {
            builder.environment().put("ORT_DISABLE_TELEMETRY", switchedOff);
        }
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(7);
        return said;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> home = Files.walk(folder.resolve("home"));
                Stream<Path> temporary = Files.walk(folder.resolve("tmp"))) {
            return Stream.concat(home.skip(1), temporary.skip(1)).toList();
        }
    }
}
