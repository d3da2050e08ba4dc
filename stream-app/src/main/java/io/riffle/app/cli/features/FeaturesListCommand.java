package io.riffle.app.cli.features;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.features.FeatureCatalog;
import io.riffle.app.features.FeatureListing;
import io.riffle.app.process.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what a model of a pipeline can read. */
@Command(
        description = {
            "List every feature of a pipeline: event fields, profile fields, history.",
            "STORED-AS is the field of the entity's Redis hash; '-' where a feature is not stored."
        })
final class FeaturesListCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    FeaturesListCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        FeatureCatalog catalog = FeatureCatalog.of(options.load(environment).value());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, FeatureListing.json(catalog));
        } else {
            output.printTable(out, FeatureListing.table(catalog));
        }
        return ExitCode.OK.value();
    }
}
