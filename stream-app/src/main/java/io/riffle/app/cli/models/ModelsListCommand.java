package io.riffle.app.cli.models;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the versions of a models directory. */
@Command(description = {"List the model versions, what each is used as, and its figures."})
final class ModelsListCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws UserProblem {
        List<Map<String, Object>> versions = models.catalog(context.pipeline()).list();
        if (output.json()) {
            output.printJson(versions);
            return ExitCode.OK.value();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("VERSION", "ALIASES", "IN USE", "NAME", "BYTES", "METRICS", "PROBLEM"));
        versions.forEach(version -> rows.add(row(version)));
        output.printTable(rows);
        return ExitCode.OK.value();
    }

    private static List<String> row(Map<String, Object> version) {
        return Stream.of("version", "aliases", "in_use", "name", "bytes", "metrics", "problem")
                .map(field -> text(version.getOrDefault(field, "")))
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(" "));
        }
        return String.valueOf(value).lines().findFirst().orElse("");
    }
}
