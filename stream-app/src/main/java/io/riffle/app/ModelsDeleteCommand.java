package io.riffle.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a version. */
@Command(
        description = {"Delete a model version for good; refused while it is in use or a rollback would return to it."})
final class ModelsDeleteCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Parameters(paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String version = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Really delete; needed, because nothing brings it back.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ModelsDeleteCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        if (!yes && !dryRun) {
            throw new ParameterException(
                    spec.commandLine(), "--yes is needed to delete " + version + " ('riffle models archive' keeps it)");
        }
        models.changeUnused(options.load(environment).value(), version, dryRun, "deleted", (store, each) -> {
            store.delete(each);
            return "deleted " + each;
        });
        return ExitCode.OK.value();
    }
}
