package io.riffle.app.cli.features;

import io.riffle.app.features.FeatureStatistics;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how the stored values of one feature are spread. */
@Command(
        description = {
            "Show how many entities have a stored feature, how many values are stale or missing, and how they are spread.",
            "Walks over all entities page by page; the store goes on serving meanwhile."
        })
final class FeaturesStatsCommand implements Callable<Integer> {
    @Mixin
    private StoredOptions options = new StoredOptions();

    @Parameters(paramLabel = "NAME", description = "A stored feature, see `riffle features list`.")
    private String name = "";

    @Option(names = "--most", paramLabel = "N", description = "Entities to look at (default: all).")
    private long most = Long.MAX_VALUE;

    @Override
    public Integer call() throws UserProblem {
        FeatureStatistics found = options.ask((features, at) -> features.stats(name, at, most)
                .orElseThrow(() -> new UserProblem("a feature must be stored: '" + name + "' is not among "
                        + String.join(", ", features.names()))));
        options.print(found.json(), found.table());
        return ExitCode.OK.value();
    }
}
