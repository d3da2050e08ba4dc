package io.riffle.app.cli.drift;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle drift} with its verbs. A new verb is one more line. */
public final class DriftCommands {
    private DriftCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("How what is scored differs from training.")
                .addSubcommand("report", new DriftReportCommand(environment))
                .addSubcommand("reference", new DriftReferenceCommand(environment));
    }
}
