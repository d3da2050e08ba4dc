package io.riffle.app.cli.experiments;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.PublishedExperiments;
import io.riffle.schema.ExperimentReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one experiment's figures. */
@Command(
        description = {
            "Show the figures of an experiment: events, outcomes, rate, lift and decision of each variant.",
            "Decisions may be looked at as often as you like; chi-square and z are for one look."
        })
final class ExperimentsShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The experiment's name.")
    private String name = "";

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    @Override
    public Integer call() throws UserProblem {
        PublishedExperiments published = options.published();
        ExperimentReport report = published.find(name).orElseThrow(() -> new UserProblem(published.unknown(name)));
        options.print(report, ExperimentTables.show(report), ExperimentTables.footer(report));
        return ExitCode.OK.value();
    }
}
