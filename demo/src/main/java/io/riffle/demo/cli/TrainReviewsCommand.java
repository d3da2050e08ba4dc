package io.riffle.demo.cli;

import io.riffle.app.cli.CommandContext;
import io.riffle.config.ConfigLoader;
import io.riffle.demo.train.ReviewModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the model folder of {@code config/reviews.yaml} again. */
@Command(name = "train-reviews", description = "Train the model of config/reviews.yaml on generated reviews.")
public final class TrainReviewsCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "config/reviews.yaml",
            description = "The pipeline whose text the model reads (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config/reviews.yaml");

    @Mixin
    private CommandContext context = new CommandContext();

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Override
    public Integer call() throws IOException {
        new ReviewModel(
                        new ConfigLoader(context.environment(), Map.of())
                                .load(config)
                                .value(),
                        options.seed())
                .write(options.folder());
        return 0;
    }
}
