package io.riffle.app.cli;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ScoringApplication;
import io.riffle.config.Pipeline;
import io.riffle.settings.LoadedSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a pipeline until it is told to stop. */
@Command(
        description = {
            "Score the events of a pipeline until SIGTERM or Ctrl-C.",
            "Exit code 0 after a clean stop, 1 where the pipeline could not start or had to stop, 2 for a wrong"
                    + " configuration."
        })
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--dry-run",
            description =
                    "Only check configuration, model, topology, brokers, topics, rights and Redis; exit code 0 or 1.")
    private boolean dryRun;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        LoadedSettings<Pipeline> loaded = context.load();
        loaded.warnings().forEach(warning -> context.err().println("warning: " + warning));
        if (dryRun) {
            return new DryRun(loaded.value()).print(output);
        }
        return run(loaded.value()).value();
    }

    private ExitCode run(Pipeline pipeline) throws UserProblem, InterruptedException {
        // Before the start: events may be read before all of it is done, and a stop then is one like any other.
        CompletableFuture<Optional<ScoringApplication>> started = new CompletableFuture<>();
        Thread stop = new Thread(() -> stop(started), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        ScoringApplication application;
        try {
            application = ScoringApplication.start(pipeline);
            started.complete(Optional.of(application));
        } finally {
            started.complete(Optional.empty());
        }
        context.err()
                .println("riffle: scoring " + pipeline.topics().events() + ", dashboard, metrics and health on "
                        + (pipeline.http().tls().isPresent() ? "https://" : "http://")
                        + pipeline.http().host() + ":" + application.httpPort());
        ExitCode code = application.await();
        // A stop from outside comes here as well, while the hook still closes: only a stop of our own closes here.
        if (code == ExitCode.FAILED) {
            Runtime.getRuntime().removeShutdownHook(stop);
            application.close();
        }
        return code;
    }

    /** Leaves with 0: a stop that was asked for is no failure. Without halt the JVM would report the signal. */
    private static void stop(CompletableFuture<Optional<ScoringApplication>> started) {
        started.join().ifPresent(application -> {
            application.close();
            Runtime.getRuntime().halt(ExitCode.OK.value());
        });
    }
}
