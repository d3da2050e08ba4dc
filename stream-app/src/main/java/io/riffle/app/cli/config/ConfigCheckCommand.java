package io.riffle.app.cli.config;

import io.riffle.app.cli.OutputOptions;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.FormatCheck;
import io.riffle.config.Pipeline;
import io.riffle.settings.ConfigException;
import io.riffle.settings.LoadedSettings;
import io.riffle.settings.Problem;
import io.riffle.topology.StreamsSettings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether a pipeline file can be used; asks nothing outside of it. */
@Command(description = "Check a pipeline file and print all its problems; exit code 0 or 1.")
final class ConfigCheckCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try {
            LoadedSettings<Pipeline> loaded = context.load();
            new StreamsSettings(loaded.value()).check();
            new FormatCheck(loaded.value()).declared();
            return valid(loaded);
        } catch (ConfigException invalid) {
            return invalid(invalid.problems());
        } catch (UserProblem unreadable) {
            return invalid(List.of(context.problem("event.format", String.valueOf(unreadable.getMessage()))));
        } catch (org.apache.kafka.common.config.ConfigException refused) {
            String message = "must be what Kafka accepts: " + refused.getMessage();
            return invalid(List.of(context.problem("kafka.properties", message)));
        }
    }

    private int valid(LoadedSettings<Pipeline> loaded) {
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(report(List.of(), loaded.warnings()));
            return ExitCode.OK.value();
        }
        loaded.warnings().forEach(warning -> context.err().println("warning: " + warning));
        out.println(context.file() + " is valid: pipeline " + loaded.value().name() + " with "
                + loaded.value().schema().size() + " features");
        return ExitCode.OK.value();
    }

    private int invalid(List<Problem> problems) {
        if (output.json()) {
            output.printJson(report(problems, List.of()));
            return ExitCode.FAILED.value();
        }
        problems.forEach(context.err()::println);
        return ExitCode.FAILED.value();
    }

    private static Map<String, Object> report(List<Problem> problems, List<String> warnings) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("valid", problems.isEmpty());
        report.put("problems", problems.stream().map(ConfigCheckCommand::fields).toList());
        report.put("warnings", warnings);
        return report;
    }

    private static Map<String, String> fields(Problem problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("origin", problem.origin().toString());
        fields.put("key", problem.key());
        fields.put("message", problem.message());
        return fields;
    }
}
