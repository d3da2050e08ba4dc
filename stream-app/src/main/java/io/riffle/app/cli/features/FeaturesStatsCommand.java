package io.riffle.app.cli.features;

import io.riffle.app.ExitCode;
import io.riffle.app.ProfileStore;
import io.riffle.app.StartException;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.features.FeatureStatistics;
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

/** Shows how the stored values of one feature are spread. */
@Command(
        description = {
            "Show how many entities have a stored feature, how many values are stale or missing, and how they are spread.",
            "Walks over all entities page by page; the store goes on serving meanwhile."
        })
final class FeaturesStatsCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "NAME", description = "A stored feature, see `riffle features list`.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time that ages are counted to, such as 2026-01-31T10:00:00Z (default: now).")
    private @Nullable Instant at;

    @Option(names = "--most", paramLabel = "N", description = "Entities to look at (default: all).")
    private long most = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    FeaturesStatsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws StartException {
        Pipeline pipeline = options.load(environment).value();
        try (OnlineFeatures features = ProfileStore.features(pipeline)) {
            Optional<FeatureStatistics> found = features.stats(name, at == null ? Instant.now() : at, most);
            if (found.isEmpty()) {
                throw new StartException(
                        "a feature must be stored: '" + name + "' is not among " + String.join(", ", features.names()));
            }
            print(found.get());
            return ExitCode.OK.value();
        } catch (ProfileUnavailableException away) {
            throw new StartException(String.valueOf(away.getMessage()), away);
        }
    }

    private void print(FeatureStatistics found) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, found.json());
        } else {
            output.printTable(out, found.table());
        }
    }
}
