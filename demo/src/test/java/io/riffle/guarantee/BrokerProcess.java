package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.servers.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A broker in a JVM of its own, so that a test's heap holds what the test reads and nothing else. It ends when its
 * standard input does: with the test, however that ends.
 */
final class BrokerProcess implements AutoCloseable {
    private static final String READY = "broker ready at ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Path log;
    private final String bootstrapServers;

    private BrokerProcess(ChildProcess process, Path log, String bootstrapServers) {
        this.process = process;
        this.log = log;
        this.bootstrapServers = bootstrapServers;
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            System.out.println(READY + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is said, only the end matters.
            }
        }
    }

    /** Starts on a free port and waits until the broker accepts clients. */
    static BrokerProcess start() throws IOException {
        Path log = Files.createTempFile("riffle-broker", ".log");
        ChildProcess process = ChildProcess.start(BrokerProcess.class, log, List.of());
        try {
            await().atMost(PATIENCE)
                    .failFast(() -> assertThat(process.isAlive())
                            .as("alive; log:\n%s", process.log())
                            .isTrue())
                    .until(() -> address(log).isPresent());
            return new BrokerProcess(process, log, address(log).orElseThrow());
        } catch (IOException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static Optional<String> address(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(READY))
                .map(line -> line.substring(READY.length()))
                .findFirst();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.endInput();
        Files.delete(log);
    }
}
