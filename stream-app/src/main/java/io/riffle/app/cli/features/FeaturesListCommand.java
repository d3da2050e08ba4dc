package io.riffle.app.cli.features;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.features.FeatureCatalog;
import io.riffle.app.features.FeatureListing;
import io.riffle.app.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a model of a pipeline can read. */
@Command(
        description = {
            "List every feature of a pipeline: event fields, profile fields, history.",
            "STORED-AS is the field of the entity's Redis hash; '-' where a feature is not stored."
        })
final class FeaturesListCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        FeatureCatalog catalog = FeatureCatalog.of(context.pipeline());
        if (output.json()) {
            output.printJson(FeatureListing.json(catalog));
        } else {
            output.printTable(FeatureListing.table(catalog));
        }
        return ExitCode.OK.value();
    }
}
