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
import picocli.CommandLine.Spec;

/** Lists the experiments that the stream has published figures of. */
@Command(description = "List experiments with their decisions, as published by the stream.")
final class ExperimentsListCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ExperimentsListCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        List<ExperimentReport> reports =
                PublishedExperiments.read(options.load(environment).value());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, reports);
        } else {
            output.printTable(out, ExperimentTables.list(reports));
        }
        return ExitCode.OK.value();
    }
}
