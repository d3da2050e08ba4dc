package io.riffle.app.cli.experiments;

import io.riffle.app.ExitCode;
import io.riffle.app.PublishedExperiments;
import io.riffle.app.StartException;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.schema.ExperimentReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one experiment's figures. */
@Command(
        description = {
            "Show the figures of an experiment: events, outcomes, rate, lift and decision of each variant.",
            "Decisions may be looked at as often as you like; chi-square and z are for one look."
        })
final class ExperimentsShowCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Parameters(paramLabel = "NAME", description = "The experiment's name.")
    private String name = "";

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ExperimentsShowCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        List<ExperimentReport> reports =
                PublishedExperiments.read(options.load(environment).value());
        ExperimentReport report = PublishedExperiments.find(reports, name)
                .orElseThrow(() -> new StartException(PublishedExperiments.unknown(reports, name)));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, report);
        } else {
            output.printTable(out, ExperimentTables.show(report));
            out.println(ExperimentTables.footer(report));
        }
        return ExitCode.OK.value();
    }
}
