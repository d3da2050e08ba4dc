package io.riffle.app.cli.alerts;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.report.AlertBoard;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.schema.StandingAlert;
import io.riffle.watch.alert.Mute;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The alerts that stand now, from the alerts topic. */
@Command(description = "List the alerts with a life that are not resolved, and what is muted.")
final class AlertsListCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--all", description = "Resolved ones as well.")
    private boolean all;

    @Option(names = "--history", description = "Everything that was told, in order: raised, updated, resolved.")
    private boolean history;

    @Override
    public Integer call() {
        Pipeline loaded = context.pipeline();
        AlertBoard board = new AlertBoard(loaded, TopicEnd.unlessSilent());
        List<StandingAlert> alerts = history ? board.history() : board.latest(all);
        print(alerts, board.mutes(System.currentTimeMillis()));
        return ExitCode.OK.value();
    }

    private void print(List<StandingAlert> alerts, List<Mute> mutes) {
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(Map.of("alerts", alerts, "mutes", mutes));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SEVERITY", "STATUS", "SINCE", "RULE", "SUBJECT", "WINDOWS", "TEXT"));
        alerts.forEach(alert -> rows.add(row(alert)));
        output.printTable(rows);
        mutes.forEach(mute -> out.println("muted until " + Instant.ofEpochMilli(mute.untilMs()) + " by " + mute.by()
                + ": " + mute.rule() + " " + mute.subject() + " " + mute.reason()));
    }

    private static List<String> row(StandingAlert alert) {
        return List.of(
                alert.severity().label(),
                alert.status(),
                Instant.ofEpochMilli(alert.sinceMs()).toString(),
                alert.rule(),
                alert.subject(),
                Integer.toString(alert.windows()),
                alert.text());
    }
}
