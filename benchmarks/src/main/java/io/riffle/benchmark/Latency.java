package io.riffle.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.benchmark.harness.Topics;
import io.riffle.benchmark.harness.Workbench;
import io.riffle.benchmark.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a prediction takes while events come in at a fixed rate. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Open loop: events are sent when they are due, and latency counts from then, in milliseconds. "
                + "Exit code 1: a prediction is missing.")
public final class Latency implements Callable<Integer> {
    @Option(names = "--rate", description = "Events per second.")
    private int rate = 5000;

    @Option(names = "--seconds", description = "How long latency is measured.")
    private int seconds = 30;

    @Option(names = "--warmup-seconds", description = "Load before that, for the JVM to start and compile.")
    private int warmupSeconds = 90;

    @Option(names = "--cards", description = "Cards that the events are spread over.")
    private int cards = 20_000;

    @Option(names = "--contenders", split = ",", description = "Any of riffle, riffle-uncached, plain, loop.")
    private List<String> contenders = List.of(Contender.RIFFLE, Contender.PLAIN);

    @Option(names = "--jvm-flags", split = " ", description = "Flags of every contender's JVM.")
    private List<String> jvmFlags = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

    @Option(names = "-o", description = "Output: table or json.")
    private OutputFormat output = OutputFormat.TABLE;

    public static void main(String[] arguments) {
        System.exit(BenchmarkCommand.of(new Latency()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        contenders.forEach(Contender::named);
        List<LatencyResult> results = new ArrayList<>();
        try (Workbench workbench = Workbench.start();
                Topics topics = new Topics(workbench.bootstrapServers())) {
            for (String contender : contenders) {
                int events = rate * (warmupSeconds + seconds);
                Workload workload = new Workload(42, events, cards, System.currentTimeMillis(), 1000.0 / rate);
                LatencyRun run = new LatencyRun(contender, workload, rate, rate * warmupSeconds, jvmFlags);
                results.addAll(run.run(workbench, topics));
            }
        }
        System.out.println(output == OutputFormat.JSON ? json(results) : table(results));
        return results.stream().allMatch(result -> result.missing() == 0) ? 0 : 1;
    }

    private String table(List<LatencyResult> results) {
        StringBuilder text = new StringBuilder();
        text.append(Machine.current()).append('\n');
        text.append(String.format(Locale.ROOT, "%,d events/s for %d s, milliseconds%n%n", rate, seconds));
        text.append("contender        read              p50      p95      p99      max  missing\n");
        for (LatencyResult result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %-16s %6.1f   %6.1f   %6.1f   %6.1f  %7d%n",
                    result.contender(),
                    result.isolation(),
                    result.p50(),
                    result.p95(),
                    result.p99(),
                    result.max(),
                    result.missing()));
        }
        return text.toString();
    }

    private String json(List<LatencyResult> results) throws JsonProcessingException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("benchmark", "latency");
        fields.put("machine", Machine.current());
        fields.put("rate", rate);
        fields.put("seconds", seconds);
        fields.put("results", results);
        return new ObjectMapper().writeValueAsString(fields);
    }
}
