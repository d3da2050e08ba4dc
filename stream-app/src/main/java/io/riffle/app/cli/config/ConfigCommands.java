package io.riffle.app.cli.config;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle config} with its verbs. A new verb is one more line. */
public final class ConfigCommands {
    private ConfigCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("Show, check and explain the configuration.")
                .addSubcommand("print", new ConfigPrintCommand(environment))
                .addSubcommand("check", new ConfigCheckCommand(environment))
                .addSubcommand("reference", new ConfigReferenceCommand());
    }
}
