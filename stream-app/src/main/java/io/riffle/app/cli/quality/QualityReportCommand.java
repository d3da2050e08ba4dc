package io.riffle.app.cli.quality;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.cli.ReportOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.QualityHistory;
import io.riffle.app.report.QualityText;
import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicHistory;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.schema.QualityReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the quality topic says about a window. */
@Command(description = "Show what the data of a window was like: what is not as expected first, and since when.")
final class QualityReportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ReportOptions which = new ReportOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QualityReportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem {
        Pipeline loaded = pipeline.load(environment).value();
        if (loaded.quality().isEmpty()) {
            throw new UserProblem("the pipeline must declare quality: " + pipeline.file() + " does not");
        }
        String topic = loaded.topics().of(SideTopic.QUALITY);
        Optional<Long> time = which.time();
        QualityHistory history = new QualityHistory();
        TopicEnd end = TopicEnd.unlessSilent();
        try (TopicHistory records = new TopicHistory(loaded, topic, time, which.days(), end)) {
            records.readToEnd(
                    end,
                    record -> TopicHistory.value(record, QualityReport.class, "checks")
                            .ifPresent(history::add));
        }
        QualityReport report = history.at(time).orElseThrow(() -> which.none(topic));
        print(history, report);
        return ExitCode.OK.value();
    }

    private void print(QualityHistory history, QualityReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> since = new LinkedHashMap<>();
            report.checks()
                    .forEach(check ->
                            history.since(report, check.check()).ifPresent(start -> since.put(check.check(), start)));
            output.printJson(out, Map.of("report", report, "since_ms", since));
            return;
        }
        out.println(QualityText.headline(report));
        output.printTable(out, QualityText.checks(history, report));
        out.println();
        output.printTable(out, QualityText.fields(report));
        QualityText.notes(report).forEach(out::println);
    }
}
