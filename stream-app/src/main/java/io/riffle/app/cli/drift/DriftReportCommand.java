package io.riffle.app.cli.drift;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.cli.ReportOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.DriftHistories;
import io.riffle.app.report.DriftHistory;
import io.riffle.app.report.DriftReports;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.schema.DriftReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the drift topic says about a window. */
@Command(description = "Show how the rows of a window differ from training: worst feature first, and since when.")
final class DriftReportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ReportOptions which = new ReportOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one self-contained page instead.")
    private @Nullable Path html;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DriftReportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem, IOException {
        Pipeline loaded = pipeline.load(environment).value();
        DriftConfig drift = loaded.drift()
                .orElseThrow(
                        () -> new UserProblem("the pipeline must declare drift: " + pipeline.file() + " does not"));
        Optional<Long> at = which.time();
        DriftHistory history = DriftHistories.read(loaded, drift, at, which.days(), TopicEnd.unlessSilent());
        List<DriftReport> reports = history.at(at);
        if (reports.isEmpty()) {
            throw which.none(drift.reportsTopic());
        }
        print(history, reports);
        return ExitCode.OK.value();
    }

    private void print(DriftHistory history, List<DriftReport> reports) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (html != null) {
            Files.writeString(html, DriftReports.page(history, reports));
            out.println("wrote " + html);
            return;
        }
        if (output.json()) {
            output.printJson(out, DriftHistories.json(history, reports));
            return;
        }
        for (DriftReport report : reports) {
            out.println(DriftReports.headline(report));
            output.printTable(out, DriftReports.table(history, report));
            out.println();
        }
    }
}
