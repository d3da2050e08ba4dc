package io.riffle.app.cli.models;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves a version out of sight. */
@Command(
        description = {
            "Move a model version into .archive; refused while it is in use or a rollback would return to it."
        })
final class ModelsArchiveCommand implements Callable<Integer> {
    @Mixin
    private VersionOptions options = new VersionOptions();

    @Override
    public Integer call() throws UserProblem {
        options.changeUnused(
                options.pipeline(), "archived", (store, each) -> "archived " + each + " as " + store.archive(each));
        return ExitCode.OK.value();
    }
}
