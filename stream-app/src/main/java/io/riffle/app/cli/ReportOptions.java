package io.riffle.app.cli;

import io.riffle.app.process.UserProblem;
import io.riffle.app.report.ReportHistory;
import io.riffle.app.report.ReportKind;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.schema.WindowReport;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which window a report is about, and how much of the history is read for it. */
public final class ReportOptions {
    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "A time in the window, such as 2026-01-31T12:00:00Z; else the latest.")
    private @Nullable String window;

    @Option(
            names = "--days",
            defaultValue = "7",
            description = "How far back from there the history is read (default: 7).")
    private int days = 7;

    /** Empty for the latest window. */
    public Optional<Long> time() throws UserProblem {
        if (window == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(window).toEpochMilli());
        } catch (DateTimeParseException notATime) {
            throw new UserProblem("--window must be a time such as 2026-01-31T12:00:00Z: was " + window, notATime);
        }
    }

    /** Reads reports, one of the window at least. */
    public <R extends WindowReport> ReportHistory<R> history(ReportKind<R> kind, PipelineContext context)
            throws UserProblem {
        Pipeline pipeline = context.pipeline();
        String topic = kind.topic(pipeline)
                .orElseThrow(() -> new UserProblem(
                        "the pipeline must declare " + kind.name() + ": " + context.file() + " does not"));
        ReportHistory<R> history = ReportHistory.read(kind, pipeline, time(), days, TopicEnd.unlessSilent());
        if (history.at(time()).isEmpty()) {
            throw new UserProblem("there must be a report of the window in " + topic + ": none of "
                    + (window == null ? "the last " + days + " days" : window));
        }
        return history;
    }
}
