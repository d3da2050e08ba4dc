package io.riffle.app.cli;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.topology.StreamsSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a pipeline begin again. */
@Command(
        description = {
            "Forget what a stopped pipeline remembers, so that it reads the events topic from its beginning:",
            "committed offsets, internal topics (history, duplicates), the local state of this machine,",
            "and the counts that outcomes and windows are summed from, which would be added twice.",
            "Its other topics stay; predictions are made once more. Without --yes it only says what would be deleted."
        })
public final class ResetCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Option(names = "--dry-run", description = "Only say what would be deleted, also with --yes.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Delete.")
    private boolean yes;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        boolean really = yes && !dryRun;
        try (Admin admin = Admin.create(new StreamsSettings(pipeline).admin())) {
            ApplicationReset reset = new ApplicationReset(pipeline, admin);
            ApplicationReset.Memory memory = reset.look();
            if (really) {
                reset.forget(memory);
            }
            report(pipeline, memory, really ? "deleted: " : "would delete: ");
        }
        return ExitCode.OK.value();
    }

    private void report(Pipeline pipeline, ApplicationReset.Memory memory, String what) {
        PrintWriter out = context.out();
        if (memory.offsets()) {
            out.println(what + "offsets of group " + pipeline.name());
        }
        memory.topics().forEach(topic -> out.println(what + "topic " + topic));
        memory.countTopics().forEach(topic -> out.println(what + "records of topic " + topic));
        if (memory.local()) {
            out.println(what + "state " + memory.state());
        }
        if (what.startsWith("would")) {
            out.println("(--yes deletes)");
        }
    }
}
