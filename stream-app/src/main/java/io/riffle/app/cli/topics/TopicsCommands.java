package io.riffle.app.cli.topics;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle topics} with its verbs. A new verb is one more line. */
public final class TopicsCommands {
    private TopicsCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Manage the topics of a pipeline.").addSubcommand("create", new TopicsCreateCommand());
    }
}
