package io.riffle.app.cli;

import io.riffle.app.batch.BatchScoring;
import io.riffle.app.batch.DumpFormat;
import io.riffle.app.batch.EventFile;
import io.riffle.app.batch.FileRun;
import io.riffle.app.deploy.ModelVersions;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.config.Pipeline;
import io.riffle.model.deployment.Deployment;
import io.riffle.scoring.CanaryWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a file with the stages of the stream. */
@Command(
        description = {
            "Score a file of events in JSON or CSV, or of records dumped by kcat -J, one per line, with the same stages as the stream and without Kafka.",
            "Predictions are in the order of the input. A run that was stopped goes on when it is started again: it"
                    + " rebuilds the history of the answered lines without scoring them.",
            "Exit code 1 if nothing was scored."
        })
public final class ScoreCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputFormatOption format = new OutputFormatOption();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Events, .jsonl or .jsonl.gz; rows where event.format is csv.")
    private Path input = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "auto",
            paramLabel = "auto|events|kcat",
            description = "What a line is: an event, or a record as kcat -J writes it (default: see each line).")
    private DumpFormat dump = DumpFormat.AUTO;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Predictions, .jsonl.")
    private Path output = Path.of("");

    @Option(
            names = "--dead-letters",
            paramLabel = "FILE",
            description = "Lines that cannot be scored, with their reason (default: <output>.dlq).")
    private @Nullable Path deadLetters;

    @Option(names = "--model", paramLabel = "VERSION", description = "The model version (default: that of the stream).")
    private @Nullable String model;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that score (default: one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--force", description = "Overwrite an output that another run has finished.")
    private boolean force;

    @Override
    public Integer call() throws UserProblem, InterruptedException, IOException {
        checkFiles();
        Pipeline declared = BatchParts.pipeline(context);
        Pipeline pipeline = declared.inJson();
        try (ModelVersions versions = new ModelVersions(pipeline);
                BatchParts parts = BatchParts.open(pipeline, versions, deployment(versions), CanaryWatch.NONE);
                BatchScoring scoring = parts.scoring(String.valueOf(input.getFileName()), threads)) {
            FileRun.Result result = run(scoring, new EventFile(declared.event(), dump));
            report(result);
            if (result.problem().isPresent()) {
                throw new UserProblem(result.problem().get());
            }
        }
        return ExitCode.OK.value();
    }

    private Deployment deployment(ModelVersions versions) throws UserProblem {
        return Deployment.initial(model == null ? versions.usual() : model);
    }

    private void checkFiles() throws UserProblem, IOException {
        if (threads < 1) {
            throw context.wrong("--threads must be at least 1: was " + threads);
        }
        if (!Files.isReadable(input)) {
            throw new UserProblem("--input must be a readable file: cannot read " + input);
        }
        boolean stopped = Files.exists(output.resolveSibling(output.getFileName() + ".progress"));
        if (Files.exists(output) && !stopped && !force) {
            throw new UserProblem("--output must not exist unless a run was stopped: " + output
                    + " is there (--force overwrites it)");
        }
    }

    private FileRun.Result run(BatchScoring scoring, EventFile files)
            throws UserProblem, IOException, InterruptedException {
        try {
            return runToEnd(scoring, files);
        } catch (IllegalArgumentException otherFormat) {
            throw new UserProblem(input + ": " + otherFormat.getMessage(), otherFormat);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // from Java 22 on a bar is drawn into a file too, which does no harm
    private FileRun.Result runToEnd(BatchScoring scoring, EventFile files) throws IOException, InterruptedException {
        Path letters = deadLetters == null ? output.resolveSibling(output.getFileName() + ".dlq") : deadLetters;
        FileRun run = new FileRun(scoring, input, output, letters, files);
        if (System.console() == null) {
            return run.run(bytes -> {});
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("scoring")
                .setUnit("MB", 1 << 20)
                .setInitialMax(Files.size(input))
                .showSpeed()
                .build()) {
            return run.run(bar::stepTo);
        }
    }

    private void report(FileRun.Result result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lines", result.lines());
        figures.put("skipped", result.skipped());
        figures.put("predictions", result.predictions());
        figures.put("dead_letters", result.deadLetters());
        figures.put("without_event", result.withoutEvent());
        format.print(figures);
    }
}
