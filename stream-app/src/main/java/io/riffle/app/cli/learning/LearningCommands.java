package io.riffle.app.cli.learning;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle learning} with its verbs. A new verb is one more line. */
public final class LearningCommands {
    private LearningCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Learn from outcomes.")
                .addSubcommand("evaluate", new LearningEvaluateCommand())
                .addSubcommand("export", new LearningExportCommand());
    }
}
