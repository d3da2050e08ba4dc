package io.riffle.app.cli.events;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle events} with its verbs. A new verb is one more line. */
public final class EventsCommands {
    private EventsCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Look at events before they are scored.")
                .addSubcommand("check", new EventsCheckCommand());
    }
}
