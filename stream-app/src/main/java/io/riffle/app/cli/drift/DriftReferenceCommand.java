package io.riffle.app.cli.drift;

import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.fit.ReferenceLearner;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a reference profile of recorded events. */
@Command(description = "Print the reference section of a model.yaml, learned from events of a file.")
final class DriftReferenceCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Events as JSON lines; .gz is read as gzip.")
    private Path input = Path.of("events.jsonl");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DriftReferenceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem, IOException {
        Pipeline loaded = pipeline.load(environment).value();
        ReferenceLearner learner = new ReferenceLearner(loaded);
        try {
            learner.read(input);
        } catch (NoSuchFileException absent) {
            throw new UserProblem("--input must be a file: there is no " + input, absent);
        }
        if (learner.rows() == 0) {
            throw new UserProblem("--input must hold events that the pipeline would score: of " + learner.refused()
                    + " it would score none (" + input + ")");
        }
        spec.commandLine().getOut().print(learner.text());
        spec.commandLine().getErr().println(learner.rows() + " events counted, " + learner.refused() + " refused");
        return ExitCode.OK.value();
    }
}
