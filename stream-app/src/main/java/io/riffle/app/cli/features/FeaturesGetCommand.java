package io.riffle.app.cli.features;

import io.riffle.app.features.EntityFeatures;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what is stored of one entity. */
@Command(
        description = {
            "Show the stored features of an entity: value, age, and whether it is present, stale or missing.",
            "The exit code is 1 where nothing is stored of it."
        })
final class FeaturesGetCommand implements Callable<Integer> {
    @Mixin
    private StoredOptions options = new StoredOptions();

    @Parameters(paramLabel = "ENTITY", description = "The entity, as events name it.")
    private String entity = "";

    @Override
    public Integer call() throws UserProblem {
        EntityFeatures found = options.ask((features, at) -> features.entity(entity, at)
                .orElseThrow(() ->
                        new UserProblem("an entity must have stored features: nothing is stored of '" + entity + "'")));
        options.print(found.json(), found.table());
        return ExitCode.OK.value();
    }
}
