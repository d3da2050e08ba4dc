package io.riffle.app.cli.drift;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle drift} with its verbs. A new verb is one more line. */
public final class DriftCommands {
    private DriftCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("How what is scored differs from training.")
                .addSubcommand("report", new DriftReportCommand())
                .addSubcommand("reference", new DriftReferenceCommand());
    }
}
