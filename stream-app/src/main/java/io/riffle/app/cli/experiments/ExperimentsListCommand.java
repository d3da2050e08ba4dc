package io.riffle.app.cli.experiments;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.schema.ExperimentReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the experiments that the stream has published figures of. */
@Command(description = "List experiments with their decisions, as published by the stream.")
final class ExperimentsListCommand implements Callable<Integer> {
    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    @Override
    public Integer call() throws UserProblem {
        List<ExperimentReport> reports = options.published().reports();
        options.print(reports, ExperimentTables.list(reports), "");
        return ExitCode.OK.value();
    }
}
