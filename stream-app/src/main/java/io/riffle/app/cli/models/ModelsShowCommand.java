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

/** Shows one version. */
@Command(description = {"Show a model version: inputs, outputs, operator sets, size, checksums, labels, figures."})
final class ModelsShowCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private ModelsOptions models = new ModelsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "VERSION", description = "A version, or an alias after '@'.")
    private String version = "";

    @Override
    public Integer call() throws UserProblem {
        Map<String, Object> details = models.catalog(context.pipeline()).details(version);
        if (output.json()) {
            output.printJson(details);
            return ExitCode.OK.value();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", "VALUE"));
        details.forEach((field, value) -> rows.add(List.of(field, String.valueOf(value))));
        output.printTable(rows);
        return ExitCode.OK.value();
    }
}
