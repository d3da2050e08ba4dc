package io.riffle.app.cli.drift;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.cli.ReportOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.DriftPage;
import io.riffle.app.report.DriftReports;
import io.riffle.app.report.DriftText;
import io.riffle.app.report.ReportHistory;
import io.riffle.schema.DriftReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the drift topic says about a window. */
@Command(description = "Show how the rows of a window differ from training: worst feature first, and since when.")
final class DriftReportCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ReportOptions which = new ReportOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one self-contained page instead.")
    private @Nullable Path html;

    @Override
    public Integer call() throws UserProblem, IOException {
        ReportHistory<DriftReport> history = which.history(new DriftReports(), context);
        print(history, history.at(which.time()));
        return ExitCode.OK.value();
    }

    private void print(ReportHistory<DriftReport> history, List<DriftReport> reports) throws IOException {
        PrintWriter out = context.out();
        if (html != null) {
            Files.writeString(html, DriftPage.of(history, reports));
            out.println("wrote " + html);
            return;
        }
        if (output.json()) {
            output.printJson(history.json(reports));
            return;
        }
        for (DriftReport report : reports) {
            DriftText text = new DriftText(history, report);
            out.println(text.headline());
            output.printTable(text.table());
            out.println();
        }
    }
}
