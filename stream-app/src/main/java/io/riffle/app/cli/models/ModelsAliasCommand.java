package io.riffle.app.cli.models;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a version. */
@Command(description = {"Give a model version a name, which every command takes as @NAME."})
final class ModelsAliasCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Parameters(index = "0", paramLabel = "ALIAS", description = "The name, such as stable.")
    private String alias = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version; another one loses the name.")
    private String version = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws UserProblem {
        models.change(context.pipeline(), version, dryRun, "would be @" + alias + ": " + version, (store, each) -> {
            store.alias(alias, each);
            return "@" + alias + " is " + each;
        });
        return ExitCode.OK.value();
    }
}
