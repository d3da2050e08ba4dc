package io.riffle.app.cli.models;

import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deletes a version. */
@Command(
        description = {"Delete a model version for good; refused while it is in use or a rollback would return to it."})
final class ModelsDeleteCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private VersionOptions options = new VersionOptions();

    @Option(names = "--yes", description = "Really delete; needed, because nothing brings it back.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ModelsDeleteCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws UserProblem {
        if (!yes && !options.dryRun()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--yes is needed to delete " + options.version() + " ('riffle models archive' keeps it)");
        }
        options.changeUnused(options.pipeline(environment), "deleted", (store, each) -> {
            store.delete(each);
            return "deleted " + each;
        });
        return ExitCode.OK.value();
    }
}
