package io.riffle.benchmark;

import io.riffle.benchmark.harness.ChildProcess;
import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.harness.Workbench;
import io.riffle.benchmark.workload.RunSettings;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One contender under a steady load.
 *
 * @param warmup events at the beginning whose latency does not count: the JVM starts and compiles
 */
record LatencyRun(String contender, Workload workload, int rate, int warmup, List<String> jvmFlags) {
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final String UNCOMMITTED = "read_uncommitted";
    private static final String COMMITTED = "read_committed";

    /** The latencies of uncommitted and of committed predictions. */
    List<LatencyResult> run(Workbench workbench, Topics topics) throws IOException, InterruptedException {
        Path directory = workbench.newDirectory(contender);
        String eventsTopic = contender + "-events";
        Path model = Preparation.prepare(workbench, topics, eventsTopic, workload);
        RunSettings settings = new RunSettings(
                workbench.bootstrapServers(),
                workbench.redisUri(),
                "run-" + contender,
                eventsTopic,
                "run-" + contender + ".predictions",
                model.toString(),
                directory.toString(),
                1);
        settings.write(directory.resolve("settings.json"));
        Contender command = Contender.named(contender);
        topics.create(command.topics(settings));
        List<String> arguments = command.command(settings, directory.resolve("settings.json"));
        try (ChildProcess process = workbench.start(contender, jvmFlags, arguments, directory)) {
            List<LatencyResult> results = measure(workbench.bootstrapServers(), settings);
            process.mustBeAlive();
            return results;
        }
    }

    private List<LatencyResult> measure(String bootstrapServers, RunSettings settings)
            throws IOException, InterruptedException {
        String topic = settings.predictionsTopic();
        int events = workload.events();
        try (Arrivals uncommitted = Arrivals.start(bootstrapServers, topic, UNCOMMITTED, events);
                Arrivals committed = Arrivals.start(bootstrapServers, topic, COMMITTED, events);
                PacedProducer producer = new PacedProducer(bootstrapServers, settings.eventsTopic(), workload, rate)) {
            producer.sendAll();
            committed.await(DRAIN);
            return List.of(result(UNCOMMITTED, uncommitted, producer), result(COMMITTED, committed, producer));
        }
    }

    private LatencyResult result(String isolation, Arrivals arrivals, PacedProducer producer) {
        long[] nanos = IntStream.range(warmup, workload.events())
                .filter(index -> arrivals.time(index) != 0)
                .mapToLong(index -> arrivals.time(index) - producer.due(index))
                .toArray();
        return LatencyResult.of(contender, isolation, nanos, arrivals.missing());
    }
}
