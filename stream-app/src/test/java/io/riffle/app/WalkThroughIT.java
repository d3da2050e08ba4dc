package io.riffle.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riffle.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types the README's "Score your own topic with your own model" into a shell, as it is written there. */
class WalkThroughIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final String RUN = "./riffle run --config my/pipeline.yaml\n";
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void walkThrough_givesPredictionAlertAndDeadLetter_whenTypedAsWritten() throws Exception {
        assumeTrue(shell("command -v kcat").exitValue() == 0, "kcat must be on the PATH: not found");
        List<String> blocks = blocks(SHELL);
        assertThat(blocks).hasSize(3);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            prepare(broker.bootstrapServers());
            succeeds(blocks.get(0));
            assertThat(blocks.get(1)).endsWith(RUN);
            succeeds(blocks.get(1).substring(0, blocks.get(1).length() - RUN.length()));
            Process running = start("exec " + RUN, folder.resolve("run.log"));
            try {
                sendAndRead(blocks.get(2).replace("localhost:9092", broker.bootstrapServers()));
            } finally {
                running.destroy();
            }
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(running.exitValue()).isZero();
        }
    }

    /** What the README shows must be what it tells the reader to copy. */
    @Test
    void walkThrough_showsTheFilesAsTheyAre() throws IOException {
        assertThat(blocks(YAML))
                .containsExactly(
                        Files.readString(PROJECT.resolve("config/quickstart.yaml")),
                        Files.readString(PROJECT.resolve("config/models/quickstart/1/model.yaml")));
    }

    private void sendAndRead(String block) throws Exception {
        int pause = block.indexOf("sleep");
        succeeds(block.substring(0, pause));
        String read = block.substring(block.indexOf('\n', pause) + 1);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(succeeds(read))
                        .contains("{\"id\":\"e1\",\"model_name\":\"quickstart\"")
                        .contains("\"rule\":\"high\"")
                        .contains("riffle.reason=")
                        .contains("\"id\":\"e2\""));
    }

    /** A folder that looks like a clone: config, and a launcher that runs what this build compiled. */
    private void prepare(String bootstrapServers) throws IOException {
        Files.createSymbolicLink(folder.resolve("config"), PROJECT.resolve("config"));
        Path launcher = Files.writeString(folder.resolve("riffle"), """
                #!/bin/sh
                export CLASSPATH='%s' KAFKA_BOOTSTRAP_SERVERS='%s' RIFFLE_HTTP_PORT=0
                exec '%s/bin/java' io.riffle.app.Main "$@"
                """.formatted(
                        System.getProperty("java.class.path"), bootstrapServers, System.getProperty("java.home")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private String succeeds(String commands) throws Exception {
        Process process = shell(commands);
        String output = Files.readString(folder.resolve("shell.log"));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private Process shell(String commands) throws Exception {
        Process process = start("set -e\n" + commands, folder.resolve("shell.log"));
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process;
    }

    private Process start(String commands, Path log) throws IOException {
        return new ProcessBuilder("sh", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> blocks(Pattern language) throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"), UTF_8);
        int start = readme.indexOf("## Score your own topic with your own model");
        Matcher block = language.matcher(readme.substring(start, readme.indexOf("\n## ", start + 1)));
        return block.results().map(found -> found.group(1)).toList();
    }
}
