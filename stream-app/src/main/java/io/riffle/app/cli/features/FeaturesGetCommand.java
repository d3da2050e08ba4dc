package io.riffle.app.cli.features;

import io.riffle.app.ExitCode;
import io.riffle.app.ProfileStore;
import io.riffle.app.StartException;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.features.EntityFeatures;
import io.riffle.app.features.OnlineFeatures;
import io.riffle.config.Pipeline;
import io.riffle.enrichment.ProfileUnavailableException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is stored of one entity. */
@Command(
        description = {
            "Show the stored features of an entity: value, age, and whether it is present, stale or missing.",
            "The exit code is 1 where nothing is stored of it."
        })
final class FeaturesGetCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ENTITY", description = "The entity, as events name it.")
    private String entity = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time that ages are counted to, such as 2026-01-31T10:00:00Z (default: now).")
    private @Nullable Instant at;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    FeaturesGetCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        Pipeline pipeline = options.load(environment).value();
        try (OnlineFeatures features = ProfileStore.features(pipeline)) {
            Optional<EntityFeatures> found = features.entity(entity, at == null ? Instant.now() : at);
            if (found.isEmpty()) {
                throw new StartException("an entity must have stored features: nothing is stored of '" + entity + "'");
            }
            print(found.get());
            return ExitCode.OK.value();
        } catch (ProfileUnavailableException away) {
            throw new StartException(String.valueOf(away.getMessage()), away);
        }
    }

    private void print(EntityFeatures found) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, found.json());
        } else {
            output.printTable(out, found.table());
        }
    }
}
