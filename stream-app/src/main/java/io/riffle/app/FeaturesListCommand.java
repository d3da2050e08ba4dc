package io.riffle.app;

import io.riffle.config.Pipeline;
import io.riffle.feature.Feature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what a model of a pipeline can read. */
@Command(description = "List every feature of a pipeline: event fields, profile fields, history.")
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
        Pipeline pipeline = options.load(environment).value();
        PrintWriter out = spec.commandLine().getOut();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("NAME", "TYPE", "SOURCE")));
        List<Map<String, Object>> items = new ArrayList<>();
        for (Feature feature : pipeline.schema().features()) {
            rows.add(List.of(feature.name(), lower(feature.type()), lower(feature.source())));
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("name", feature.name());
            item.put("type", lower(feature.type()));
            item.put("source", lower(feature.source()));
            items.add(item);
        }
        if (output.json()) {
            output.printJson(out, items);
        } else {
            output.printTable(out, rows);
        }
        return ExitCode.OK.value();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
