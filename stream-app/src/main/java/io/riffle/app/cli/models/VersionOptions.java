package io.riffle.app.cli.models;

import io.riffle.app.cli.PipelineContext;
import io.riffle.app.deploy.Operator;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that change one version of a models directory have in common. */
final class VersionOptions {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Parameters(paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String version = "";

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    String version() {
        return version;
    }

    boolean dryRun() {
        return dryRun;
    }

    Pipeline pipeline() {
        return context.pipeline();
    }

    /** Changes the version, and prints what was done, or would be. */
    void change(Pipeline pipeline, String word, ModelsOptions.Change change) throws UserProblem {
        String resolved = Operator.resolve(pipeline, version);
        models.change(pipeline, resolved, dryRun, "would be " + word + ": " + resolved, change);
    }

    /** The same if it is not in use. */
    void changeUnused(Pipeline pipeline, String word, ModelsOptions.Change change) throws UserProblem {
        models.changeUnused(pipeline, version, dryRun, word, change);
    }
}
