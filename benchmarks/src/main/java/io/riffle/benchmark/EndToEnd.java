package io.riffle.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many events per second each contender scores, from the start of its process to the last commit. */
@Command(
        name = "e2e",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Scores one preloaded topic with each contender in turn. Exit code 1: a prediction is missing, "
                + "repeated, or differs between contenders.")
public final class EndToEnd implements Callable<Integer> {
    @Option(names = "--events", description = "Events in the topic.")
    private int events = 600_000;

    @Option(names = "--cards", description = "Cards that the events are spread over.")
    private int cards = 20_000;

    @Option(names = "--rounds", description = "How often each contender runs.")
    private int rounds = 3;

    @Option(
            names = "--contenders",
            split = ",",
            description = "Any of riffle, riffle-uncached (no near cache), plain, loop.")
    private List<String> contenders = List.of(Contender.RIFFLE, Contender.PLAIN, Contender.LOOP);

    @Option(names = "--threads", description = "Stream threads of riffle and plain.")
    private int threads = 1;

    @Option(names = "--jvm-flags", split = " ", description = "Flags of every contender's JVM.")
    private List<String> jvmFlags = List.of("-Xmx1g");

    @Option(names = "--limit-seconds", description = "How long one run may take.")
    private int limitSeconds = 300;

    @Option(names = "-o", description = "Output: table or json.")
    private OutputFormat output = OutputFormat.TABLE;

    public static void main(String[] arguments) {
        System.exit(BenchmarkCommand.of(new EndToEnd()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        EndToEndSettings settings = new EndToEndSettings(
                events, cards, rounds, contenders, threads, jvmFlags, Duration.ofSeconds(limitSeconds));
        EndToEndReport report = new EndToEndBenchmark(settings, EndToEnd::show).run();
        System.out.println(output == OutputFormat.JSON ? report.json() : report.table());
        return report.correct() ? 0 : 1;
    }

    private static void show(RunResult run) {
        System.err.printf("%s, round %d: %.0f events/s%n", run.contender(), run.round(), run.eventsPerSecond());
    }
}
