package io.riffle.benchmark;

import io.riffle.benchmark.harness.ChildProcess;
import io.riffle.benchmark.harness.Predictions;
import io.riffle.benchmark.harness.ProcessUsage;
import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.harness.Workbench;
import io.riffle.benchmark.workload.RunSettings;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs contenders on one preloaded topic, each run with a fresh consumer group and a fresh output topic. */
final class ContenderRuns {
    static final String EVENTS_TOPIC = "benchmark.events";

    private final Workbench workbench;
    private final Topics topics;
    private final Workload workload;
    private final Path model;
    private final EndToEndSettings settings;
    private @Nullable Predictions first;

    ContenderRuns(Workbench workbench, Topics topics, Workload workload, Path model, EndToEndSettings settings) {
        this.workbench = workbench;
        this.topics = topics;
        this.workload = workload;
        this.model = model;
        this.settings = settings;
    }

    RunResult run(String name, int round) throws IOException {
        Contender contender = Contender.named(name);
        RunSettings run = runSettings(name + "-" + round);
        Path directory = Path.of(run.directory());
        run.write(directory.resolve("settings.json"));
        topics.create(contender.topics(run));
        List<String> command = contender.command(run, directory.resolve("settings.json"));
        ProcessUsage broker = workbench.brokerUsage();
        ProcessUsage redis = workbench.redisUsage();
        long start = System.nanoTime();
        try (ChildProcess process = workbench.start(name, settings.jvmFlags(), command, directory)) {
            topics.awaitConsumed(EVENTS_TOPIC, run.application(), settings.limit(), process);
            double seconds = (System.nanoTime() - start) / 1e9;
            ProcessUsage used = process.usage();
            double brokerCpu = perEvent(workbench.brokerUsage().cpu().minus(broker.cpu()));
            double redisCpu = perEvent(workbench.redisUsage().cpu().minus(redis.cpu()));
            process.close();
            Predictions predictions =
                    Predictions.read(workbench.bootstrapServers(), run.predictionsTopic(), workload.events());
            return new RunResult(
                    name,
                    round,
                    seconds,
                    workload.events() / seconds,
                    perEvent(used.cpu()),
                    brokerCpu,
                    redisCpu,
                    used.peakMemory() / 1048576.0,
                    predictions.missing(),
                    predictions.repeated(),
                    differenceToFirst(predictions));
        } finally {
            topics.deleteStartingWith(run.application());
        }
    }

    private RunSettings runSettings(String name) throws IOException {
        String application = "run-" + name;
        return new RunSettings(
                workbench.bootstrapServers(),
                workbench.redisUri(),
                application,
                EVENTS_TOPIC,
                application + ".predictions",
                model.toString(),
                workbench.newDirectory(name).toString(),
                settings.streamThreads());
    }

    private double perEvent(Duration cpu) {
        return cpu.toNanos() / 1e3 / workload.events();
    }

    private double differenceToFirst(Predictions predictions) {
        if (first == null) {
            first = predictions;
        }
        return predictions.distance(first);
    }
}
