package io.riffle.app.cli.experiments;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle experiments} with its verbs. A new verb is one more line. */
public final class ExperimentsCommands {
    private ExperimentsCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Look at experiments.")
                .addSubcommand("list", new ExperimentsListCommand())
                .addSubcommand("show", new ExperimentsShowCommand());
    }
}
