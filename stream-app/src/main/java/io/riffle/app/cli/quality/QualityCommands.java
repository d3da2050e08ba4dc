package io.riffle.app.cli.quality;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle quality} with its verbs. A new verb is one more line. */
public final class QualityCommands {
    private QualityCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("What the data is like.").addSubcommand("report", new QualityReportCommand());
    }
}
