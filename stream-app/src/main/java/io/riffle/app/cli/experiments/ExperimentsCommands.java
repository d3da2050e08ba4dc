package io.riffle.app.cli.experiments;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle experiments} with its verbs. A new verb is one more line. */
public final class ExperimentsCommands {
    private ExperimentsCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("Look at experiments.")
                .addSubcommand("list", new ExperimentsListCommand(environment))
                .addSubcommand("show", new ExperimentsShowCommand(environment));
    }
}
