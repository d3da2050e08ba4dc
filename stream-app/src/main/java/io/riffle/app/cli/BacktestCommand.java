package io.riffle.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.backtest.Backtest;
import io.riffle.app.backtest.BacktestPage;
import io.riffle.app.backtest.BacktestResult;
import io.riffle.app.backtest.BacktestText;
import io.riffle.app.backtest.LabelFile;
import io.riffle.app.backtest.Version;
import io.riffle.app.batch.BatchScoring;
import io.riffle.app.deploy.LabelMeaning;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.ModelRefusedException;
import io.riffle.model.folder.ModelArtifact;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two versions on recorded events. */
@Command(
        description = {
            "Score recorded events with two model versions and show how they differ. An event's features are computed once.",
            "Exit code 1 where a limit is exceeded. Also the way to compare a quantised or pruned model with its original."
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @ArgGroup(multiplicity = "1", exclusive = true)
    private BacktestInput input = new BacktestInput();

    @ArgGroup(exclusive = false, validate = false, heading = "Limits (exit code 1 where one is exceeded):%n")
    private BacktestLimits limits = new BacktestLimits();

    @Option(names = "--model", required = true, paramLabel = "VERSION", description = "The candidate.")
    private String candidate = "";

    @Option(names = "--against", required = true, paramLabel = "VERSION", description = "What it is compared with.")
    private String baseline = "";

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Truths as in the labels topic, one per line: adds AUC, accuracy, log loss and more, as outcomes.truth says.")
    private @Nullable Path labels;

    @Option(names = "--differences", paramLabel = "FILE", description = "Write both scores of every event, .jsonl.")
    private @Nullable Path differences;

    @Option(names = "--report", paramLabel = "FILE", description = "Write an HTML page as well.")
    private @Nullable Path report;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that score (default: 1, for comparable times).")
    private int threads = 1;

    @Override
    public Integer call() throws UserProblem, InterruptedException, IOException {
        Pipeline pipeline = BatchParts.pipeline(context);
        try (ModelVersions versions = new ModelVersions(pipeline)) {
            Backtest backtest = backtest(pipeline, version(versions, candidate), version(versions, baseline));
            try (BatchParts parts = BatchParts.open(
                            pipeline, versions, Backtest.deployment(candidate, baseline), backtest.watch());
                    BatchScoring scoring = parts.scoring(input.name(), threads);
                    PrintWriter each = differences()) {
                if (differences != null) {
                    backtest.tell(difference -> each.println(json(difference)));
                }
                input.read(pipeline, scoring.blockLines(), lines -> backtest.add(lines, scoring));
            }
            return report(backtest.result(limits.thresholds()));
        }
    }

    private Backtest backtest(Pipeline pipeline, Version after, Version before) throws UserProblem, IOException {
        LabelMeaning meaning = LabelMeaning.of(pipeline.outcomes(), before.task());
        if (labels == null) {
            return new Backtest(after, before, Map.of(), meaning);
        }
        meaning.mustSuit(after.version(), after.contract());
        meaning.mustSuit(before.version(), before.contract());
        return new Backtest(after, before, LabelFile.read(labels, meaning), meaning);
    }

    private static Version version(ModelVersions versions, String name) throws UserProblem {
        try {
            ModelArtifact model = versions.registry().open(name).read();
            return new Version(name, model.manifest().contract(), model.bytes().length);
        } catch (ModelRefusedException refused) {
            throw new UserProblem(String.valueOf(refused.getMessage()), refused);
        }
    }

    private PrintWriter differences() throws IOException {
        return differences == null
                ? new PrintWriter(java.io.Writer.nullWriter())
                : new PrintWriter(new BufferedWriter(Files.newBufferedWriter(differences)));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private int report(BacktestResult result) throws IOException {
        if (report != null) {
            Files.writeString(report, BacktestPage.of(result));
        }
        PrintWriter out = context.out();
        if (output.json()) {
            output.printJson(result.fields());
        } else {
            BacktestText text = new BacktestText(result);
            output.printTable(text.versions());
            out.println();
            text.comparison().forEach((name, value) -> out.println(name + ": " + value));
            result.failures().forEach(failure -> out.println("FAILED: " + failure));
        }
        return (result.passed() ? ExitCode.OK : ExitCode.FAILED).value();
    }
}
