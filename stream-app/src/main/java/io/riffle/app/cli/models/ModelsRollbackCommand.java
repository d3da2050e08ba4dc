package io.riffle.app.cli.models;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes back to what scored before. */
@Command(
        description = {
            "Go back: end the canary or experiment; where there is none, return to the champion before.",
            "All instances follow within seconds, between two frames."
        })
final class ModelsRollbackCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        change.run(context.pipeline(), "rollback", before -> before.rolledBack(change.change()));
        return ExitCode.OK.value();
    }
}
