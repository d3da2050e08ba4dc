package io.riffle.app.cli.models;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Goes back to what scored before. */
@Command(
        description = {
            "Go back: end the canary or experiment; where there is none, return to the champion before.",
            "All instances follow within seconds, between two frames."
        })
final class ModelsRollbackCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ModelsRollbackCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        change.run(
                options.load(environment).value(),
                "rollback",
                before -> before.rolledBack(change.change()),
                spec.commandLine().getOut(),
                output);
        return ExitCode.OK.value();
    }
}
