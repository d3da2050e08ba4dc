package io.riffle.demo.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** From which seed a model is trained, and where its folder goes. */
final class TrainOptions {
    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "The same seed gives the same model, byte by byte (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "The model folder to write; its name becomes the version, as in models/card-fraud/2.")
    private Path output = Path.of("");

    long seed() {
        return seed;
    }

    /** As it was typed. */
    Path output() {
        return output;
    }

    Path folder() {
        return output.toAbsolutePath().normalize();
    }
}
