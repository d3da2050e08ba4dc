package io.riffle.app.cli.models;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.deploy.Operator;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.Change;
import io.riffle.model.deployment.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that changes a deployment. */
final class ChangeOptions {
    @Option(names = "--reason", defaultValue = "", description = "Why; kept in the deployment and the audit topic.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who; the user of this session unless given.")
    private String by = System.getProperty("user.name", "unknown");

    @Option(names = "--dry-run", description = "Check everything and only say what would be done.")
    private boolean dryRun;

    @Mixin
    private CommandContext context = new CommandContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    Change change() {
        return new Change(by, System.currentTimeMillis(), reason);
    }

    /** Makes the change and prints what scores from now on. */
    void run(Pipeline pipeline, String action, Operator.Step step) throws UserProblem, InterruptedException {
        Deployment before;
        Deployment after;
        List<String> notes;
        try (Operator operator = Operator.connect(pipeline, TopicEnd.unlessSilent())) {
            before = operator.current();
            after = operator.change(action, change(), step, !dryRun);
            notes = operator.notes(after);
        }
        if (output.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("revision", after.revision());
            fields.put("before", before.summary());
            fields.put("after", after.summary());
            fields.put("written", !dryRun);
            fields.put("notes", notes);
            output.printJson(fields);
            return;
        }
        context.out()
                .println((dryRun ? "would be revision " : "revision ") + after.revision() + ": " + after.summary()
                        + " (before: " + before.summary() + ")");
        notes.forEach(note -> context.out().println(note));
    }
}
