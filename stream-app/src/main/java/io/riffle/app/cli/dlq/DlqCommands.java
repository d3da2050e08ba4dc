package io.riffle.app.cli.dlq;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle dlq} with its verbs. A new verb is one more line. */
public final class DlqCommands {
    private DlqCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("Find dead letters and send them again.")
                .addSubcommand("list", new DlqListCommand(environment))
                .addSubcommand("show", new DlqShowCommand(environment))
                .addSubcommand("replay", new DlqReplayCommand(environment));
    }
}
