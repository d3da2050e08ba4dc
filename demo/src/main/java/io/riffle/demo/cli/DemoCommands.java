package io.riffle.demo.cli;

import io.riffle.app.cli.CommandGroup;
import java.util.Map;
import picocli.CommandLine;

/** {@code riffle demo}, which runs by itself, with its verbs. A new verb is one more line. */
public final class DemoCommands implements CommandGroup {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public CommandLine commands(Map<String, String> environment) {
        return new CommandLine(new DemoCommand(environment))
                .addSubcommand("train", new TrainCommand(environment))
                .addSubcommand("train-reviews", new TrainReviewsCommand(environment))
                .addSubcommand("servers", new DemoServersCommand())
                .addSubcommand("payments", new PaymentsCommand())
                .addSubcommand("digits", new DigitsCommand())
                .addSubcommand("example", new DemoExampleCommand(environment));
    }
}
