package io.riffle.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis as a child process, in memory only, on the loopback address: the {@code redis-server} of the PATH, or
 * the binary that the embedded-redis library carries.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    private EmbeddedRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts on a free port and returns when it answers. */
    public static EmbeddedRedis start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return start(freePort());
            } catch (IOException taken) {
                // Someone may have taken the port since it was found free.
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    /** Starts on this port and returns when it answers. */
    public static EmbeddedRedis start(int port) throws IOException {
        Path log = Files.createTempFile("riffle-redis", ".log");
        Process process = new ProcessBuilder(command(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitAnswer(process, port, log);
            return new EmbeddedRedis(process, port);
        } catch (IOException failure) {
            process.destroyForcibly();
            throw failure;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends the server at once, as a crash would; there is nothing that it could save. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * In a session of its own where {@code setsid} exists: Ctrl-C on a terminal goes to all processes of the
     * foreground group, and the server must outlive the pipeline that still finishes its work.
     */
    private static List<String> command(int port) throws IOException {
        List<String> command = new ArrayList<>();
        onPath("setsid").ifPresent(command::add);
        command.add(executable());
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of("--appendonly", "no", "--loglevel", "warning"));
        return command;
    }

    private static String executable() throws IOException {
        Optional<String> installed = onPath("redis-server");
        if (installed.isPresent()) {
            return installed.get();
        }
        return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> new File(folder, program))
                .filter(file -> file.isFile() && file.canExecute())
                .map(File::getAbsolutePath)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitAnswer(Process process, int port, Path log) throws IOException {
        long giveUp = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers(port)) {
            if (System.nanoTime() > giveUp || exits(process)) {
                throw new IOException("redis-server must start on port " + port + ": " + lastLine(log));
            }
        }
        if (!process.isAlive()) {
            throw new IOException("redis-server must start on port " + port + ": another server answers there");
        }
    }

    /** Waits a little and tells whether the process has ended meanwhile. */
    private static boolean exits(Process process) throws IOException {
        try {
            return process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("starting redis-server was interrupted", interrupted);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String lastLine(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
