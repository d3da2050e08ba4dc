package io.riffle.app.cli.demo;

import java.util.Map;
import picocli.CommandLine;

/** {@code riffle demo}, which runs by itself, with its verbs. A new verb is one more line. */
public final class DemoCommands {
    private DemoCommands() {}

    public static CommandLine all(Map<String, String> environment) {
        return new CommandLine(new DemoCommand(environment))
                .addSubcommand("train", new TrainCommand(environment))
                .addSubcommand("train-reviews", new TrainReviewsCommand(environment))
                .addSubcommand("servers", new DemoServersCommand())
                .addSubcommand("payments", new PaymentsCommand())
                .addSubcommand("digits", new DigitsCommand())
                .addSubcommand("example", new DemoExampleCommand(environment));
    }
}
