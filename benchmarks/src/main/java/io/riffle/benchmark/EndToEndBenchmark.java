package io.riffle.benchmark;

import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.harness.Workbench;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Preloads one topic and lets the contenders work through it in turn, round by round. */
final class EndToEndBenchmark {
    private final EndToEndSettings settings;
    private final Consumer<RunResult> progress;

    EndToEndBenchmark(EndToEndSettings settings, Consumer<RunResult> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    EndToEndReport run() throws IOException {
        Workload workload = Workload.of(settings.events(), settings.cards());
        try (Workbench workbench = Workbench.start();
                Topics topics = new Topics(workbench.bootstrapServers())) {
            Path model = Preparation.prepare(workbench, topics, ContenderRuns.EVENTS_TOPIC, workload);
            long eventBytes = Preparation.produceAll(workbench, ContenderRuns.EVENTS_TOPIC, workload);
            ContenderRuns runs = new ContenderRuns(workbench, topics, workload, model, settings);
            List<RunResult> results = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                for (String contender : settings.contenders()) {
                    results.add(runs.run(contender, round));
                    progress.accept(results.get(results.size() - 1));
                }
            }
            return new EndToEndReport(settings.events(), eventBytes, Machine.current(), results);
        }
    }
}
