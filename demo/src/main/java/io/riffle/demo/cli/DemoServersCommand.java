package io.riffle.demo.cli;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo's broker and Redis alone, for somebody who wants to try a pipeline and has neither. */
@Command(
        description = {
            "Run an embedded Kafka broker and a Redis on this machine, until Ctrl-C.",
            "For trying things: both listen on 127.0.0.1 only, and what they hold is gone afterwards."
        })
final class DemoServersCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 30;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            description = "Port of the broker; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--redis-port",
            defaultValue = "6379",
            description = "Port of Redis; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int redisPort;

    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "servers-stop"));
        try (LocalServers servers = LocalServers.start(kafkaPort, redisPort)) {
            context.err().println("riffle: " + servers.addresses() + "; Ctrl-C ends both and forgets what they hold");
            stop.await();
        } finally {
            closed.countDown();
        }
        return ExitCode.OK.value();
    }

    /** Halt, because the JVM would report the signal where a stop was asked for. */
    private void stopAndWait() {
        if (closed.getCount() == 0) {
            return;
        }
        stop.countDown();
        try {
            closed.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.OK.value());
    }
}
