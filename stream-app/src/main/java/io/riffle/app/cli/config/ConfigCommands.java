package io.riffle.app.cli.config;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle config} with its verbs. A new verb is one more line. */
public final class ConfigCommands {
    private ConfigCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Show, check and explain the configuration.")
                .addSubcommand("print", new ConfigPrintCommand())
                .addSubcommand("check", new ConfigCheckCommand())
                .addSubcommand("reference", new ConfigReferenceCommand())
                .addSubcommand("schema", new ConfigSchemaCommand());
    }
}
