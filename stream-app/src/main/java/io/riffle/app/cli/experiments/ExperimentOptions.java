package io.riffle.app.cli.experiments;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.PublishedExperiments;
import io.riffle.app.topic.TopicEnd;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the commands about experiments have in common: where the reports are, and how they are printed. */
@Command
final class ExperimentOptions {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    PublishedExperiments published() throws UserProblem {
        return PublishedExperiments.read(context.pipeline(), TopicEnd.unlessSilent());
    }

    /** Prints one or the other, the table with a line below it where that is not empty. */
    void print(Object json, List<List<String>> table, String footer) {
        PrintWriter out = context.out();
        output.print(json, table);
        if (!output.json() && !footer.isEmpty()) {
            out.println(footer);
        }
    }
}
