package io.riffle.app.cli.learning;

import io.riffle.app.cli.BatchParts;
import io.riffle.app.cli.OutputOptions;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.learning.Evaluation;
import io.riffle.app.learning.Labels;
import io.riffle.app.learning.PlainEvents;
import io.riffle.app.learning.TruthMeaning;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.ConfigLoader;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.OutcomesConfig.Answers;
import io.riffle.config.Pipeline;
import io.riffle.learning.LearningSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells how a learner would have done on recorded events. */
@Command(
        description = {
            "Ask an online learner about recorded events before it is told their truths, and show how right it was.",
            "With a pipeline it corrects the answers of a version; without one it learns from the events' fields alone.",
            "Beside it stand the version, the last truth that was known (no change), and the usual one (majority)."
        })
final class LearningEvaluateCommand implements Callable<Integer> {
    @Mixin
    private LearningOptions options = new LearningOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "The pipeline's YAML file (default: none).")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the pipeline; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--truth",
            paramLabel = "binary|multiclass|regression",
            description = "What labels say, without a pipeline (default: binary).")
    private OutcomesConfig.Truth truth = OutcomesConfig.Truth.BINARY;

    @Option(
            names = "--positive",
            paramLabel = "LABEL",
            description = "A label that means yes, without a pipeline; may be repeated (default: 1, true).")
    private List<String> positive = new ArrayList<>();

    @Override
    public Integer call() throws UserProblem, IOException, InterruptedException {
        Evaluation evaluation = config == null ? plain() : corrected(config);
        if (output.json()) {
            output.printJson(evaluation.fields());
        } else {
            print(evaluation);
        }
        return ExitCode.OK.value();
    }

    private Evaluation plain() throws UserProblem, IOException, InterruptedException {
        if (options.model() != null || options.alone()) {
            throw options.wrong("--model and --alone are about the versions of a pipeline: --config is missing");
        }
        Labels labels = options.labels();
        Answers usual = OutcomesConfig.DEFAULT.answers();
        Answers answers = new Answers(truth, positive.isEmpty() ? usual.positive() : positive, usual.threshold());
        TruthMeaning meaning = TruthMeaning.of(answers, List.of(), labels);
        try {
            PlainEvents events = new PlainEvents(options.input());
            LearningSettings settings = options.settings(meaning.target(), events.inputs());
            Evaluation evaluation = new Evaluation(settings, meaning, labels, options.delay());
            evaluation.read(events);
            return evaluation;
        } catch (IllegalArgumentException wrong) {
            throw new UserProblem(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Evaluation corrected(Path file) throws UserProblem, IOException, InterruptedException {
        Pipeline pipeline = BatchParts.pipeline(forced -> {
            Map<String, String> all = new LinkedHashMap<>(overrides);
            all.putAll(forced);
            return new ConfigLoader(options.environment(), all).load(file);
        });
        try (ModelVersions versions = new ModelVersions(pipeline)) {
            return new ChampionRun(pipeline, versions, options).run().evaluation();
        }
    }

    private void print(Evaluation evaluation) {
        Map<String, Map<String, Double>> sides = evaluation.measures();
        Set<String> names = new LinkedHashSet<>();
        sides.values().forEach(measures -> names.addAll(measures.keySet()));
        List<List<String>> table = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of(""));
        sides.keySet().forEach(side -> heading.add(side.replace('_', ' ')));
        table.add(heading);
        for (String name : names) {
            List<String> row = new ArrayList<>(List.of(name.replace('_', ' ')));
            sides.values().forEach(measures -> row.add(shown(measures.get(name))));
            table.add(row);
        }
        output.printTable(table);
        PrintWriter out = options.out();
        evaluation.fields().forEach((name, value) -> {
            if (value instanceof Number || value instanceof String) {
                out.println(name + ": " + value);
            }
        });
    }

    private static String shown(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
