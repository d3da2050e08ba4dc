package io.riffle.app.cli.dlq;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle dlq} with its verbs. A new verb is one more line. */
public final class DlqCommands {
    private DlqCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Find dead letters and send them again.")
                .addSubcommand("list", new DlqListCommand())
                .addSubcommand("show", new DlqShowCommand())
                .addSubcommand("replay", new DlqReplayCommand());
    }
}
