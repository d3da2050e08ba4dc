package io.riffle.demo.cli;

import io.riffle.app.cli.CommandGroup;
import picocli.CommandLine;

/** {@code riffle demo}, which runs by itself, with its verbs. A new verb is one more line. */
public final class DemoCommands implements CommandGroup {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public CommandLine commands() {
        return new CommandLine(new DemoCommand())
                .addSubcommand("train", new TrainCommand())
                .addSubcommand("train-reviews", new TrainReviewsCommand())
                .addSubcommand("servers", new DemoServersCommand())
                .addSubcommand("payments", new PaymentsCommand())
                .addSubcommand("digits", new DigitsCommand())
                .addSubcommand("example", new DemoExampleCommand());
    }
}
