package io.riffle.app.cli.drift;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.fit.ReferenceLearner;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestReader;
import io.riffle.model.folder.ReferenceCheck;
import io.riffle.model.folder.ReferenceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a reference profile of recorded events. */
@Command(description = "Print the reference section of a model.yaml, learned from events of a file.")
final class DriftReferenceCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Events as JSON lines; .gz is read as gzip.")
    private Path input = Path.of("events.jsonl");

    @Override
    public Integer call() throws UserProblem, IOException {
        Pipeline loaded = context.pipeline();
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
        String text = learner.text();
        context.out().print(text);
        context.err().println(learner.rows() + " events counted, " + learner.refused() + " refused");
        problems(text).forEach(problem -> context.err().println("warning: " + problem));
        return ExitCode.OK.value();
    }

    private List<String> problems(String section) throws UserProblem {
        try {
            ReferenceProfile reference =
                    new ManifestReader(input).readReference(section.getBytes(StandardCharsets.UTF_8));
            return ReferenceCheck.problems(reference, Instant.now());
        } catch (ModelRefusedException unreadable) {
            throw new UserProblem(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }
}
