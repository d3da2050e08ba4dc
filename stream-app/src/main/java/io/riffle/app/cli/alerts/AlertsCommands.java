package io.riffle.app.cli.alerts;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle alerts} with its verbs. A new verb is one more line. */
public final class AlertsCommands {
    private AlertsCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("Alerts that last: raised once, resolved.")
                .addSubcommand("list", new AlertsListCommand())
                .addSubcommand("tail", new AlertsTailCommand())
                .addSubcommand("mute", AlertsMuteCommand.mute())
                .addSubcommand("unmute", AlertsMuteCommand.unmute());
    }
}
