package io.riffle.app.cli.models;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves a version out of sight. */
@Command(
        description = {
            "Move a model version into .archive; refused while it is in use or a rollback would return to it."
        })
final class ModelsArchiveCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private VersionOptions options = new VersionOptions();

    ModelsArchiveCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem {
        options.changeUnused(
                options.pipeline(environment),
                "archived",
                (store, each) -> "archived " + each + " as " + store.archive(each));
        return ExitCode.OK.value();
    }
}
