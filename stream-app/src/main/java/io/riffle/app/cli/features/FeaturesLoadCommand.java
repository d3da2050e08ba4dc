package io.riffle.app.cli.features;

import io.riffle.app.cli.OutputFormatOption;
import io.riffle.app.cli.PipelineContext;
import io.riffle.app.features.FeatureFile;
import io.riffle.app.features.FeatureLoad;
import io.riffle.app.features.RowRule;
import io.riffle.app.process.ExitCode;
import io.riffle.app.process.UserProblem;
import io.riffle.app.run.ProfileStore;
import io.riffle.config.Pipeline;
import io.riffle.config.ProfileConfig;
import io.riffle.enrichment.ProfileUnavailableException;
import io.riffle.enrichment.redis.RedisProfileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads values of profile fields into Redis. */
@Command(
        description = {
            "Load values of profile fields from a file into Redis.",
            "The columns are the entity's (named as event.entity), the event time, and any fields of the profile. An older"
                    + " value never takes the place of a newer one, so a file may be loaded again.",
            "Bad rows are reported by line and left out; the exit code is then 1."
        })
final class FeaturesLoadCommand implements Callable<Integer> {
    @Mixin
    private PipelineContext context = new PipelineContext();

    @Mixin
    private OutputFormatOption format = new OutputFormatOption();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Rows: .csv with a header or .jsonl; also .gz of these.")
    private Path input = Path.of("");

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            defaultValue = "event_time",
            description = "The column of the event time: milliseconds or ISO 8601 (default: event_time).")
    private String timeColumn = "event_time";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The event time of all rows, such as 2026-01-31T10:00:00Z.")
    private @Nullable Instant at;

    @Option(names = "--from-line", paramLabel = "N", description = "Go on at this line (default: the first).")
    private long fromLine = 1;

    @Override
    public Integer call() throws UserProblem {
        Pipeline pipeline = context.pipeline();
        ProfileConfig profile = ProfileStore.required(pipeline);
        RowRule rule =
                new RowRule(pipeline.event().entity().name(), timeColumn, Optional.ofNullable(at), profile.fields());
        try (InputStream bytes = opened();
                FeatureFile file = FeatureFile.open(input.toString(), bytes)) {
            Optional<String> problem = file.columns().isEmpty() ? Optional.empty() : rule.problem(file.columns());
            if (problem.isPresent()) {
                throw new UserProblem(input + ": " + problem.get());
            }
            return report(load(file, rule, profile));
        } catch (IOException unreadable) {
            throw new UserProblem(
                    "--input must be a file of rows: " + input + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private FeatureLoad.Result load(FeatureFile file, RowRule rule, ProfileConfig profile)
            throws UserProblem, IOException {
        try (RedisProfileWriter writer = ProfileStore.writer(profile)) {
            FeatureLoad load = new FeatureLoad(rule, writer::writeNewer, context.err()::println);
            try {
                return load.run(file, fromLine);
            } catch (ProfileUnavailableException stopped) {
                throw new UserProblem(
                        stopped.getMessage() + "; lines before " + load.reached() + " are loaded (--from-line "
                                + load.reached() + " goes on)",
                        stopped);
            }
        }
    }

    @SuppressWarnings("SystemConsoleNull") // from Java 22 on a bar is drawn into a file too, which does no harm
    private InputStream opened() throws IOException {
        InputStream bytes = Files.newInputStream(input);
        if (System.console() == null) {
            return bytes;
        }
        return ProgressBar.wrap(
                bytes,
                new ProgressBarBuilder()
                        .setTaskName("loading")
                        .setUnit("MB", 1 << 20)
                        .setInitialMax(Files.size(input)));
    }

    private int report(FeatureLoad.Result result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", result.rows());
        figures.put("refused", result.refused());
        figures.put("values", result.values());
        figures.put("older", result.older());
        format.print(figures);
        return (result.refused() == 0 ? ExitCode.OK : ExitCode.FAILED).value();
    }
}
