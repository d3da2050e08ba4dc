package io.riffle.benchmark.harness;

import io.riffle.servers.BrokerMain;
import io.riffle.servers.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Broker and Redis as processes of their own, and a directory for everything; all of it gone after {@link #close}. */
public final class Workbench implements AutoCloseable {
    private static final Duration BROKER_START = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final Path directory;
    private final ChildProcess broker;
    private final EmbeddedRedis redis;
    private final String bootstrapServers;

    private Workbench() throws IOException {
        // Ctrl-C and SIGTERM do not pass through try-with-resources.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        directory = keep(TemporaryDirectory.create()).path();
        broker = start("broker", List.of("-Xmx1g"), List.of(BrokerMain.class.getName()), newDirectory("broker"));
        redis = keep(EmbeddedRedis.start());
        bootstrapServers = awaitBroker();
    }

    public static Workbench start() throws IOException {
        return new Workbench();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String redisUri() {
        return redis.url();
    }

    public Path directory() {
        return directory;
    }

    public ProcessUsage brokerUsage() {
        return broker.usage();
    }

    public ProcessUsage redisUsage() {
        return ProcessHandle.of(redis.pid())
                .map(ProcessUsage::of)
                .orElseThrow(() -> new IllegalStateException("Redis must run until it is stopped: it has ended"));
    }

    /** A new directory inside this workbench's. */
    public Path newDirectory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** A process that ends with this workbench at the latest. */
    public ChildProcess start(String name, List<String> jvmFlags, List<String> mainAndArguments, Path runDirectory)
            throws IOException {
        return keep(ChildProcess.start(name, jvmFlags, mainAndArguments, runDirectory));
    }

    @Override
    public void close() {
        for (Optional<AutoCloseable> next = latest(); next.isPresent(); next = latest()) {
            try {
                next.get().close();
            } catch (Exception e) {
                System.err.println("not cleaned up: " + e);
            }
        }
    }

    private synchronized <T extends AutoCloseable> T keep(T resource) {
        resources.push(resource);
        return resource;
    }

    private synchronized Optional<AutoCloseable> latest() {
        return Optional.ofNullable(resources.poll());
    }

    private String awaitBroker() throws IOException {
        return Waiting.until(BROKER_START, "the broker must be ready", () -> {
            broker.mustBeAlive();
            return broker.output()
                    .lines()
                    .filter(line -> line.startsWith(BrokerMain.READY))
                    .map(line -> line.substring(BrokerMain.READY.length()))
                    .findFirst();
        });
    }
}
