package io.riffle.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riffle.servers.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types the README's "Score your own topic with your own model" and "Ask for a score" into a shell, as they are written
 * there but for the servers' ports.
 */
class WalkThroughIT {
    private static final String SECTION = "Score your own topic with your own model";
    private static final String RUN = "./riffle run --config my/pipeline.yaml\n";

    @TempDir
    private Path folder;

    @Test
    void walkThrough_givesPredictionAlertAndDeadLetter_whenTypedAsWritten() throws Exception {
        List<String> blocks = ReadmeShell.blocks(SECTION, ReadmeShell.SHELL);
        assertThat(blocks).hasSize(3);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ReadmeShell shell = new ReadmeShell(folder, broker.bootstrapServers());
            assumeTrue(shell.has("kcat"), "kcat must be on the PATH: not found");
            shell.succeeds(blocks.get(0));
            assertThat(blocks.get(1)).endsWith(RUN);
            shell.succeeds(blocks.get(1).substring(0, blocks.get(1).length() - RUN.length()));
            int port = freePort();
            Process running =
                    shell.start("exec " + RUN.strip() + " --set http.port=" + port, folder.resolve("run.log"));
            try {
                sendAndRead(shell, blocks.get(2).replace("localhost:9092", broker.bootstrapServers()));
                ask(shell, port);
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
        assertThat(ReadmeShell.blocks(SECTION, ReadmeShell.YAML))
                .containsExactly(
                        Files.readString(ReadmeShell.PROJECT.resolve("config/quickstart.yaml")),
                        Files.readString(ReadmeShell.PROJECT.resolve("config/models/quickstart/1/model.yaml")));
    }

    /** The section about requests goes on where the first one ends. */
    private static void ask(ReadmeShell shell, int port) throws Exception {
        assumeTrue(shell.has("curl"), "curl must be on the PATH: not found");
        String block = ReadmeShell.blocks("Ask for a score", ReadmeShell.SHELL).get(0);
        assertThat(block).contains("localhost:8080");
        assertThat(shell.succeeds(block.replace("localhost:8080", "localhost:" + port)))
                .contains("{\"id\":\"e3\",\"model_name\":\"quickstart\"")
                .contains("\"platform\":\"onnx_onnxv1\"")
                .contains("\"outputs\":[{\"name\":\"probability\",\"shape\":[1,1]")
                .contains("model        quickstart version 1, variant champion")
                .contains("reasons      logit, compared with a typical event")
                .doesNotContain("WARN")
                .contains("alert        high (high)");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void sendAndRead(ReadmeShell shell, String block) throws Exception {
        int pause = block.indexOf("sleep");
        shell.succeeds(block.substring(0, pause));
        String read = block.substring(block.indexOf('\n', pause) + 1);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shell.succeeds(read))
                        .contains("{\"id\":\"e1\",\"model_name\":\"quickstart\"")
                        .contains("\"rule\":\"high\"")
                        .contains("riffle.reason=")
                        .contains("\"id\":\"e2\""));
    }
}
