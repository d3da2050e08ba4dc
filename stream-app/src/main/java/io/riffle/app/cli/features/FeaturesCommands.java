package io.riffle.app.cli.features;

import io.riffle.app.cli.GroupCommand;
import picocli.CommandLine;

/** {@code riffle features} with its verbs. A new verb is one more line. */
public final class FeaturesCommands {
    private FeaturesCommands() {}

    public static CommandLine all() {
        return GroupCommand.of("List, load and look at features.")
                .addSubcommand("list", new FeaturesListCommand())
                .addSubcommand("get", new FeaturesGetCommand())
                .addSubcommand("stats", new FeaturesStatsCommand())
                .addSubcommand("fit", new FeaturesFitCommand())
                .addSubcommand("load", new FeaturesLoadCommand());
    }
}
