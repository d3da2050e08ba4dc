package io.riffle.app.cli.experiments;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.PublishedExperiments;
import io.riffle.app.topic.TopicEnd;
import io.riffle.schema.ExperimentReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands about experiments have in common: where the reports are, and how they are printed. */
@Command
final class ExperimentOptions {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    List<ExperimentReport> reports(Map<String, String> environment) throws UserProblem {
        return PublishedExperiments.read(pipeline.load(environment).value(), TopicEnd.unlessSilent());
    }

    /** Prints one or the other, the table with a line below it where that is not empty. */
    void print(Object json, List<List<String>> table, String footer) {
        PrintWriter out = spec.commandLine().getOut();
        output.print(out, json, table);
        if (!output.json() && !footer.isEmpty()) {
            out.println(footer);
        }
    }
}
