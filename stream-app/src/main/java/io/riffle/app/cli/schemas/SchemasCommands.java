package io.riffle.app.cli.schemas;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle schemas} with its verbs. A new verb is one more line. */
public final class SchemasCommands {
    private SchemasCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Manage the schemas that a pipeline writes with.")
                .addSubcommand("register", new SchemasRegisterCommand());
    }
}
