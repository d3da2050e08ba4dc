package io.riffle.app.cli.models;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a version. */
@Command(
        description = {"Delete a model version for good; refused while it is in use or a rollback would return to it."})
final class ModelsDeleteCommand implements Callable<Integer> {
    @Mixin
    private VersionOptions options = new VersionOptions();

    @Option(names = "--yes", description = "Really delete; needed, because nothing brings it back.")
    private boolean yes;

    @Mixin
    private CommandContext context = new CommandContext();

    @Override
    public Integer call() throws UserProblem {
        if (!yes && !options.dryRun()) {
            throw context.wrong(
                    "--yes is needed to delete " + options.version() + " ('riffle models archive' keeps it)");
        }
        options.changeUnused(options.pipeline(), "deleted", (store, each) -> {
            store.delete(each);
            return "deleted " + each;
        });
        return ExitCode.OK.value();
    }
}
