package io.riffle.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riffle.servers.BrokerMain;
import io.riffle.servers.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A broker in a JVM of its own, so that a test's heap holds what the test reads and nothing else, and so that it can be
 * killed or frozen and come back. It ends when its standard input does: with the test, however that ends.
 */
final class BrokerProcess implements Brokers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final String bootstrapServers;
    private Running running;

    private record Running(ChildProcess process, Path log, String address) {}

    private BrokerProcess(Path directory, Running running) {
        this.directory = directory;
        this.running = running;
        bootstrapServers = running.address();
    }

    /** Starts on a free port and waits until the broker accepts clients. */
    static BrokerProcess start() throws IOException {
        Path directory = Files.createTempDirectory("riffle-broker-");
        try {
            return new BrokerProcess(directory, run(directory, "0"));
        } catch (IOException | RuntimeException failed) {
            TemporaryDirectory.delete(directory);
            throw failed;
        }
    }

    private static Running run(Path directory, String port) throws IOException {
        Path log = Files.createTempFile("riffle-broker", ".log");
        ChildProcess process = ChildProcess.start(BrokerMain.class, log, List.of(directory.toString(), port));
        try {
            await().atMost(PATIENCE)
                    .failFast(() -> assertThat(process.isAlive())
                            .as("alive; log:\n%s", process.log())
                            .isTrue())
                    .until(() -> address(log).isPresent());
            return new Running(process, log, address(log).orElseThrow());
        } catch (IOException | RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static Optional<String> address(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith(BrokerMain.READY))
                .map(line -> line.substring(BrokerMain.READY.length()))
                .findFirst();
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public short replication() {
        return 1;
    }

    /** Kills it, with what it has in memory. */
    void kill() throws IOException, InterruptedException {
        running.process().kill();
        Files.delete(running.log());
    }

    /** After a kill: again on the same port, with the same data. */
    void startAgain() throws IOException {
        running = run(directory, bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }

    /** Stops it if it is: connections stay open, and nothing is answered. */
    void freeze() throws IOException, InterruptedException {
        running.process().signal("STOP");
    }

    /** After it was frozen. */
    void goOn() throws IOException, InterruptedException {
        running.process().signal("CONT");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (running.process().isAlive()) {
            running.process().endInput();
            Files.delete(running.log());
        }
        TemporaryDirectory.delete(directory);
    }
}
