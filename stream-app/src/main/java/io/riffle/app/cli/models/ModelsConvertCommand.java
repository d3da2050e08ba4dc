package io.riffle.app.cli.models;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.deploy.NewModel;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model folder of a bare model file, without a pipeline. */
@Command(
        description = {
            "Make a model folder of a bare model file, as 'models register' does, but anywhere and without a pipeline.",
            "The folder must be new; its name is the version."
        })
final class ModelsConvertCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 1L << 30;

    @Mixin
    private CommandContext context = new CommandContext();

    @Parameters(paramLabel = "FILE", description = "The model file.")
    private Path file = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "The folder to write.")
    private Path output = Path.of("");

    @Option(names = "--name", description = "The model's name (default: ${DEFAULT-VALUE}).")
    private String name = "model";

    @Override
    public Integer call() throws UserProblem {
        String version = String.valueOf(output.toAbsolutePath().normalize().getFileName());
        if (!ManifestReader.isName(version) || !ManifestReader.isName(name)) {
            throw context.wrong(
                    "--output and --name must end in up to 100 letters, digits, '.', '_' and '-', the first a"
                            + " letter or digit: were " + output + " and " + name);
        }
        try {
            NewModel model = NewModel.read(file, MOST_BYTES, Optional.empty());
            context.out().println("wrote " + model.writeTo(output, name, version));
        } catch (IOException | ModelRefusedException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
        return ExitCode.OK.value();
    }
}
