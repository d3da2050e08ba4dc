package io.riffle.app.cli.quality;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.cli.ReportOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.QualityReports;
import io.riffle.app.report.QualityText;
import io.riffle.app.report.ReportHistory;
import io.riffle.schema.QualityReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
        ReportHistory<QualityReport> history = which.history(
                new QualityReports(), pipeline, pipeline.load(environment).value());
        List<QualityReport> reports = history.at(which.time());
        print(history, reports.get(reports.size() - 1));
        return ExitCode.OK.value();
    }

    private void print(ReportHistory<QualityReport> history, QualityReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, history.json(report));
            return;
        }
        QualityText text = new QualityText(history, report);
        out.println(text.headline());
        output.printTable(out, text.checks());
        out.println();
        output.printTable(out, text.fields());
        text.notes().forEach(out::println);
    }
}
