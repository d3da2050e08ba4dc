package io.riffle.app.cli.models;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two versions. */
@Command(description = {"Show in which fields two model versions differ."})
final class ModelsCompareCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another one.")
    private String right = "";

    @Override
    public Integer call() throws UserProblem {
        List<Map<String, Object>> fields = models.catalog(context.pipeline()).compare(left, right);
        if (output.json()) {
            output.printJson(fields);
            return ExitCode.OK.value();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", left, right));
        fields.stream()
                .filter(field -> Boolean.FALSE.equals(field.get("same")))
                .forEach(field -> rows.add(List.of(
                        String.valueOf(field.get("field")),
                        String.valueOf(field.get("left")),
                        String.valueOf(field.get("right")))));
        output.printTable(rows);
        return ExitCode.OK.value();
    }
}
