package io.riffle.app.cli.alerts;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.report.AlertBoard;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.settings.DurationText;
import io.riffle.watch.alert.Mute;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Silences a rule for a while, or ends that. */
@Command
final class AlertsMuteCommand implements Callable<Integer> {
    private final boolean begins;

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "RULE", description = "Name of the rule, or drift, quality, performance.")
    private String rule = "";

    @Option(
            names = "--subject",
            defaultValue = "*",
            description = "Only of these, where * stands for anything, such as 3/canary/*; as when it was muted.")
    private String subject = "*";

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1h", description = "How long: 30m, 2h (1h).")
    private String length = "1h";

    @Option(names = "--reason", defaultValue = "", description = "Why; kept with the mute and in the audit topic.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who; the user of this session unless given.")
    private String by = System.getProperty("user.name", "unknown");

    private AlertsMuteCommand(boolean begins) {
        this.begins = begins;
    }

    static CommandLine mute() {
        return described(new AlertsMuteCommand(true), "Tell nothing of a rule for a while.");
    }

    static CommandLine unmute() {
        return described(new AlertsMuteCommand(false), "End a mute early.");
    }

    private static CommandLine described(AlertsMuteCommand command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline loaded = context.pipeline();
        Mute mute = new AlertBoard(loaded, TopicEnd.unlessSilent())
                .mute(rule, subject, begins ? length() : Duration.ZERO, by, reason, System.currentTimeMillis());
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(mute);
        } else if (begins) {
            out.println("muted " + rule + " " + subject + " until " + Instant.ofEpochMilli(mute.untilMs()));
        } else {
            out.println("no longer muted: " + rule + " " + subject);
        }
        return ExitCode.OK.value();
    }

    private Duration length() throws UserProblem {
        try {
            Duration read = DurationText.parse(length);
            if (!read.isZero()) {
                return read;
            }
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            throw new UserProblem("--for must be a duration such as 30m or 2h: was " + length, unreadable);
        }
        throw new UserProblem("--for must be above zero: was " + length);
    }
}
