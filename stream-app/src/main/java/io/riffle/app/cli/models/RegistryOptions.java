package io.riffle.app.cli.models;

import io.riffle.app.cli.CommandContext;
import io.riffle.app.deploy.MlflowModels;
import io.riffle.app.deploy.NewModel;
import io.riffle.app.deploy.RemoteModels;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Secret;
import io.riffle.model.ModelRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a new model comes from: a file, or a registry that speaks MLflow's REST API. */
final class RegistryOptions {
    /** As MLflow's own client calls them. */
    private static final String ADDRESS = "MLFLOW_TRACKING_URI";

    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The registry of models:/ names (default: " + ADDRESS + "); its token is in " + TOKEN + ".")
    private @Nullable String registry;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What the model file must hash to.")
    private @Nullable String sha256;

    @Mixin
    private CommandContext context = new CommandContext();

    /**
     * A model before it has a place here.
     *
     * @param version what the registry calls it; empty for a file
     */
    record Source(NewModel model, Optional<String> version) {}

    Source read(String name, long maxBytes)
            throws IOException, ModelRefusedException, InterruptedException, UserProblem {
        Optional<String> wanted = Optional.ofNullable(sha256);
        if (!MlflowModels.isUri(name)) {
            return new Source(NewModel.read(Path.of(name), maxBytes, wanted), Optional.empty());
        }
        String address = registry == null ? context.environment().get(ADDRESS) : registry;
        if (address == null) {
            throw new UserProblem("--registry or " + ADDRESS + " must say where " + name + " is: neither does");
        }
        RemoteModels models = new MlflowModels(
                address, Optional.ofNullable(context.environment().get(TOKEN)).map(Secret::new));
        RemoteModels.Found found = models.fetch(name, maxBytes);
        if (wanted.isPresent()
                && found.sha256().isPresent()
                && !wanted.get().equalsIgnoreCase(found.sha256().get())) {
            throw new IOException(
                    "--sha256 must be what the registry says, " + found.sha256().get() + ": was " + wanted.get());
        }
        return new Source(NewModel.of(found.bytes(), maxBytes, wanted.or(found::sha256)), Optional.of(found.version()));
    }
}
