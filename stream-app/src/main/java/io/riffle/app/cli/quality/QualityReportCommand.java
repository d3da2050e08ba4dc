package io.riffle.app.cli.quality;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.cli.ReportOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.QualityReports;
import io.riffle.app.report.QualityText;
import io.riffle.app.report.ReportHistory;
import io.riffle.schema.QualityReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the quality topic says about a window. */
@Command(description = "Show what the data of a window was like: what is not as expected first, and since when.")
final class QualityReportCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ReportOptions which = new ReportOptions();

    @Override
    public Integer call() throws UserProblem {
        ReportHistory<QualityReport> history = which.history(new QualityReports(), context);
        List<QualityReport> reports = history.at(which.time());
        print(history, reports.get(reports.size() - 1));
        return ExitCode.OK.value();
    }

    private void print(ReportHistory<QualityReport> history, QualityReport report) {
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(history.json(report));
            return;
        }
        QualityText text = new QualityText(history, report);
        out.println(text.headline());
        output.printTable(text.checks());
        out.println();
        output.printTable(text.fields());
        text.notes().forEach(out::println);
    }
}
