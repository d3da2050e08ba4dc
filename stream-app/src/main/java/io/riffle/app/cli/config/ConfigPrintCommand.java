package io.riffle.app.cli.config;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineOptions;
import io.riffle.app.process.ExitCode;
import io.riffle.settings.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints every final value. */
@Command(description = "Print every final value, secrets masked.")
final class ConfigPrintCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--origin", description = "Also print where each value comes from.")
    private boolean origin;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ConfigPrintCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Setting> settings = pipeline.load(environment).settings();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            output.printJson(out, settings.stream().map(this::fields).toList());
            return ExitCode.OK.value();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(origin ? List.of("KEY", "VALUE", "ORIGIN") : List.of("KEY", "VALUE"));
        settings.forEach(setting -> rows.add(List.copyOf(fields(setting).values())));
        output.printTable(out, rows);
        return ExitCode.OK.value();
    }

    private Map<String, String> fields(Setting setting) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", setting.key());
        fields.put("value", setting.value());
        if (origin) {
            fields.put("origin", setting.origin().toString());
        }
        return fields;
    }
}
