package io.riffle.app.cli.features;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.features.FeatureCatalog;
import io.riffle.app.features.FeatureListing;
import io.riffle.app.process.ExitCode;
import io.riffle.config.Pipeline;
import io.riffle.window.EntityHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "The pipeline's file as it was: says which windows begin anew over what is stored.")
    private @Nullable Path before;

    @Override
    public Integer call() {
        Pipeline pipeline = context.pipeline();
        FeatureCatalog catalog = FeatureCatalog.of(pipeline);
        if (before == null) {
            print(FeatureListing.json(catalog), catalog, List.of());
            return ExitCode.OK.value();
        }
        List<String> anew = begunAnew(pipeline, context.pipeline(before));
        print(Map.of("features", FeatureListing.json(catalog), "begins_anew", anew), catalog, anew);
        return ExitCode.OK.value();
    }

    /** Nothing where nothing was stored. */
    private static List<String> begunAnew(Pipeline now, Pipeline before) {
        if (before.history().windows().isEmpty()) {
            return List.of();
        }
        return history(now).begunAnew(history(before).declaration());
    }

    private static EntityHistory history(Pipeline pipeline) {
        return pipeline.history().entityHistory(pipeline.schema());
    }

    private void print(Object json, FeatureCatalog catalog, List<String> anew) {
        if (output.json()) {
            output.printJson(json);
            return;
        }
        output.printTable(FeatureListing.table(catalog));
        anew.forEach(each -> context.out().println("begins anew: " + each));
    }
}
