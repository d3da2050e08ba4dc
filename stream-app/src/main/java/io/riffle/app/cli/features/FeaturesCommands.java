package io.riffle.app.cli.features;

import io.riffle.app.cli.GroupCommand;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle features} with its verbs. A new verb is one more line. */
public final class FeaturesCommands {
    private FeaturesCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return GroupCommand.of("List, load and look at features.")
                .addSubcommand("list", new FeaturesListCommand(environment))
                .addSubcommand("get", new FeaturesGetCommand(environment))
                .addSubcommand("stats", new FeaturesStatsCommand(environment))
                .addSubcommand("fit", new FeaturesFitCommand(environment))
                .addSubcommand("load", new FeaturesLoadCommand(environment));
    }
}
