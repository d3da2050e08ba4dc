package io.riffle.demo.cli;

import io.riffle.app.cli.CommandContext;
import io.riffle.demo.digits.DigitEvents;
import io.riffle.demo.digits.DigitFolder;
import io.riffle.demo.digits.DigitModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints digits as events for {@code config/digits.yaml}, or trains the model of that pipeline. */
@Command(
        name = "digits",
        description = "Print images of digits as events for config/digits.yaml, or write its model folder.")
public final class DigitsCommand implements Callable<Integer> {
    private static final int UNSEEN = 2_000;

    @Mixin
    private CommandContext context = new CommandContext();

    @Option(
            names = "--events",
            defaultValue = "20",
            description = "How many events to print (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "The same seed gives the same digits and model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--train",
            paramLabel = "DIR",
            description = "Write the model folder instead; its name becomes the version.")
    private Path train = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = context.out();
        if (!train.toString().isEmpty()) {
            DigitModel model = DigitModel.train(seed);
            DigitFolder.write(train.toAbsolutePath().normalize(), model, seed);
            out.printf(
                    Locale.ROOT,
                    "%s: accuracy %.4f on %d unseen digits%n",
                    train,
                    model.accuracy(seed + 1, UNSEEN),
                    UNSEEN);
            return 0;
        }
        DigitEvents.lines(events, seed).forEach(out::println);
        return 0;
    }
}
