package io.riffle.app.cli.alerts;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle alerts} with its verbs. A new verb is one more line. */
public final class AlertsCommands {
    private AlertsCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("Alerts that last: raised once, resolved.")
                .addSubcommand("list", new AlertsListCommand(environment))
                .addSubcommand("tail", new AlertsTailCommand(environment))
                .addSubcommand("mute", AlertsMuteCommand.mute(environment))
                .addSubcommand("unmute", AlertsMuteCommand.unmute(environment));
    }
}
