package io.riffle.app.cli.models;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.deploy.GivenReference;
import io.riffle.app.deploy.MlflowModels;
import io.riffle.app.deploy.Registration;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ManifestDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a bare model file as a version. */
@Command(
        description = {
            "Add a bare model file as a version, with a draft of its model.yaml made from the file.",
            "Says what to fill in; what a file does not tell keeps the version from scoring until then.",
            "Takes .onnx, XGBoost's .json and .ubj, LightGBM's .txt. Trees become ONNX, and are compared",
            "with the file on 10,000 rows; the file itself stays in the folder.",
            "models:/ names are fetched from a registry that speaks MLflow's REST API."
        })
final class ModelsRegisterCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private RegistryOptions source = new RegistryOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The model file, or models:/NAME@ALIAS or models:/NAME/VERSION of a registry.")
    private String file = "";

    @Option(names = "--version", description = "The new version (default: what the registry calls it).")
    private @Nullable String version;

    @Option(names = "--name", description = "The model's name (default: the pipeline's name).")
    private @Nullable String name;

    @Option(
            names = "--reference",
            paramLabel = "REFERENCE",
            description = "What riffle drift reference has printed, for the draft; what is wrong with it is told.")
    private @Nullable Path reference;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws UserProblem, InterruptedException {
        Pipeline pipeline = context.pipeline();
        try {
            return register(pipeline);
        } catch (IOException | ModelRefusedException | IllegalArgumentException failed) {
            throw new UserProblem(String.valueOf(failed.getMessage()), failed);
        }
    }

    private int register(Pipeline pipeline)
            throws IOException, ModelRefusedException, UserProblem, InterruptedException {
        if (version == null && !MlflowModels.isUri(file)) {
            throw context.wrong("--version is needed for a file");
        }
        RegistryOptions.Source found = source.read(file, pipeline.models().maxBytes());
        String wanted = version == null ? found.version().orElse("") : version;
        GivenReference given = GivenReference.read(Optional.ofNullable(reference), Instant.now());
        Registration registration = new Registration(pipeline, wanted, Optional.ofNullable(name), given);
        print(dryRun ? registration.dryRun(found.model()) : registration.add(found.model()));
        return ExitCode.OK.value();
    }

    private void print(Registration.Result result) {
        if (output.json()) {
            output.printJson(result.fields());
            return;
        }
        ManifestDraft draft = result.draft();
        models.out()
                .println(result.written() ? "registered " + result.folder() + "/model.yaml; fill in:" : draft.text());
        draft.toFillIn().forEach(each -> models.out().println("  - " + each));
    }
}
