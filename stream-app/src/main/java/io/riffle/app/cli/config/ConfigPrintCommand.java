package io.riffle.app.cli.config;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.settings.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints every final value. */
@Command(description = "Print every final value, secrets masked.")
final class ConfigPrintCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--origin", description = "Also print where each value comes from.")
    private boolean origin;

    @Override
    public Integer call() {
        List<Setting> settings = context.load().settings();
        if (output.json()) {
            output.printJson(settings.stream().map(this::fields).toList());
            return ExitCode.OK.value();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(origin ? List.of("KEY", "VALUE", "ORIGIN") : List.of("KEY", "VALUE"));
        settings.forEach(setting -> rows.add(List.copyOf(fields(setting).values())));
        output.printTable(rows);
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
