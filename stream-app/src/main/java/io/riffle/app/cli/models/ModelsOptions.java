package io.riffle.app.cli.models;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.deploy.ModelCatalog;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.deploy.Operator;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.deployment.Deployment;
import io.riffle.model.folder.FileModelRegistry;
import io.riffle.model.folder.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the commands about a models directory have in common. */
@Command
final class ModelsOptions {
    @Mixin
    private CommandContext context = new CommandContext();

    /** A change of the models directory. */
    interface Change {
        String make(ModelStore store, String version) throws IOException, ModelRefusedException;
    }

    PrintWriter out() {
        return context.out();
    }

    /** The catalogue with what is in use; a broker that does not answer is no reason not to look at files. */
    ModelCatalog catalog(Pipeline pipeline) throws UserProblem {
        FileModelRegistry registry = ModelVersions.registry(pipeline);
        if (!pipeline.models().followDeployments()) {
            return new ModelCatalog(pipeline, registry, fixed(pipeline));
        }
        try (Operator operator = Operator.connect(pipeline, TopicEnd.unlessSilent())) {
            return new ModelCatalog(pipeline, registry, operator.current());
        } catch (UserProblem unreachable) {
            context.err().println("warning: what is in use is not known: " + unreachable.getMessage());
            return new ModelCatalog(pipeline, registry, fixed(pipeline));
        }
    }

    /** The same, but what is in use must be known. */
    ModelCatalog sureCatalog(Pipeline pipeline) throws UserProblem {
        FileModelRegistry registry = ModelVersions.registry(pipeline);
        if (!pipeline.models().followDeployments()) {
            return new ModelCatalog(pipeline, registry, fixed(pipeline));
        }
        try (Operator operator = Operator.connect(pipeline, TopicEnd.unlessSilent())) {
            return new ModelCatalog(pipeline, registry, operator.current());
        }
    }

    private static Deployment fixed(Pipeline pipeline) throws UserProblem {
        try (ModelVersions versions = new ModelVersions(pipeline)) {
            return Deployment.initial(versions.isEmpty() ? "none" : versions.usual());
        }
    }

    /** Changes a version that is not in use, and prints what was done. */
    void changeUnused(Pipeline pipeline, String name, boolean dryRun, String word, Change change) throws UserProblem {
        ModelCatalog catalog = sureCatalog(pipeline);
        String version = catalog.resolve(name);
        if (!catalog.uses(version).isEmpty()) {
            throw new UserProblem("a version must not be in use to be " + word + ": " + version + " is "
                    + String.join(" and ", catalog.uses(version)));
        }
        change(pipeline, version, dryRun, "would be " + word + ": " + version, change);
    }

    /** Changes a version, and prints what was done. */
    void change(Pipeline pipeline, String version, boolean dryRun, String dry, Change change) throws UserProblem {
        if (dryRun) {
            out().println(dry);
            return;
        }
        FileModelRegistry registry = ModelVersions.registry(pipeline);
        try {
            out().println(change.make(new ModelStore(pipeline.models().directory(), registry), version));
        } catch (IOException | ModelRefusedException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }
}
