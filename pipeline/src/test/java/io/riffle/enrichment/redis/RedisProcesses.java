package io.riffle.enrichment.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Redis servers of a test, of kinds that the embedded one is not. */
final class RedisProcesses implements AutoCloseable {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    RedisProcesses(Path folder) {
        this.folder = folder;
    }

    /** Starts a server and returns when its port is open; skips the test if there is none to start. */
    Process start(int port, List<String> options) throws Exception {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(path -> new File(path, "redis-server").canExecute());
        Assumptions.assumeTrue(installed, "redis-server is not on the PATH");
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(port + ".log").toFile())
                .start();
        processes.add(process);
        await().atMost(PATIENT).until(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (java.io.IOException notYet) {
                assertThat(process.isAlive()).as(() -> log(port)).isTrue();
                return false;
            }
        });
        return process;
    }

    private String log(int port) {
        try {
            return Files.readString(folder.resolve(port + ".log"));
        } catch (java.io.IOException none) {
            return none.toString();
        }
    }

    /** What a server says to a command of plain words. */
    static String answer(int port, String command) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput(); // the server answers and closes; sentinels do not know QUIT
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends the n-th server that was started, as a crash would. */
    void kill(int server) throws Exception {
        processes.get(server).destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }
}
