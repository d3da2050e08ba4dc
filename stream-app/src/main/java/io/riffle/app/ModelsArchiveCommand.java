package io.riffle.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a version out of sight. */
@Command(
        description = {
            "Move a model version into .archive; refused while it is in use or a rollback would return to it."
        })
final class ModelsArchiveCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Parameters(paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String version = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    ModelsArchiveCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        models.changeUnused(
                options.load(environment).value(),
                version,
                dryRun,
                "archived",
                (store, each) -> "archived " + each + " as " + store.archive(each));
        return ExitCode.OK.value();
    }
}
