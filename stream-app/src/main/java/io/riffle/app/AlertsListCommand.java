package io.riffle.app;

import io.riffle.app.drift.TopicHistory;
import io.riffle.config.Pipeline;
import io.riffle.schema.StandingAlert;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The alerts that stand now, from the alerts topic. */
@Command(description = "List the alerts about drift that are not resolved.")
final class AlertsListCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--all", description = "Resolved ones as well.")
    private boolean all;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AlertsListCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Pipeline loaded = pipeline.load(environment).value();
        Map<String, StandingAlert> latest = new LinkedHashMap<>();
        try (TopicHistory topic = new TopicHistory(loaded, loaded.topics().alerts(), 0)) {
            topic.readToEnd(record -> TopicHistory.value(record, StandingAlert.class, "since_ms")
                    .ifPresent(alert -> latest.put(alert.rule() + ":" + alert.subject(), alert)));
        }
        List<StandingAlert> alerts = latest.values().stream()
                .filter(alert -> all || !alert.status().equals("resolved"))
                .toList();
        print(alerts);
        return ExitCode.OK.value();
    }

    private void print(List<StandingAlert> alerts) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, Map.of("alerts", alerts));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SEVERITY", "STATUS", "SINCE", "RULE", "SUBJECT", "WINDOWS", "TEXT"));
        alerts.forEach(alert -> rows.add(row(alert)));
        output.printTable(out, rows);
    }

    private static List<String> row(StandingAlert alert) {
        return List.of(
                alert.severity(),
                alert.status(),
                Instant.ofEpochMilli(alert.sinceMs()).toString(),
                alert.rule(),
                alert.subject(),
                Integer.toString(alert.windows()),
                alert.text());
    }
}
