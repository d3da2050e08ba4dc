package io.riffle.app.cli.schemas;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.format.registry.RefusedSchemaException;
import io.riffle.format.registry.RegisteredSubject;
import io.riffle.format.registry.RegistryAccessException;
import io.riffle.topology.PredictionOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers the schema of a pipeline's predictions. */
@Command(
        description = {
            "Register the schema of a pipeline's predictions where predictions.format is avro, under <topic>-value.",
            "What is registered already stays. Exit code 1 if the registry refuses it, for example as incompatible."
        })
final class SchemasRegisterCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--dry-run", description = "Only say whether it is registered.")
    private boolean dryRun;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        RegisteredSubject subject = new PredictionOutput(pipeline, System::nanoTime)
                .subject()
                .orElseThrow(() -> new UserProblem("predictions.format must be avro to have a schema to register: is "
                        + pipeline.predictions().format().name().toLowerCase(Locale.ROOT)));
        try {
            Optional<Integer> before = subject.find();
            String status = before.isPresent() ? "registered" : dryRun ? "missing" : "created";
            Optional<Integer> id = before.isPresent() || dryRun ? before : Optional.of(subject.register());
            print(subject.subject(), id, status);
            return (id.isPresent() ? ExitCode.OK : ExitCode.FAILED).value();
        } catch (IOException away) {
            throw new UserProblem("the schema registry must answer: " + away.getMessage(), away);
        } catch (RefusedSchemaException | RegistryAccessException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    private void print(String subject, Optional<Integer> id, String status) {
        String number = id.map(String::valueOf).orElse("-");
        if (output.json()) {
            output.printJson(List.of(Map.of("subject", subject, "id", number, "status", status)));
        } else {
            output.printTable(List.of(List.of("SUBJECT", "ID", "STATUS"), List.of(subject, number, status)));
        }
    }
}
