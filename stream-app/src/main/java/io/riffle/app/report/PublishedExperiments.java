package io.riffle.app.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.app.process.UserProblem;
import io.riffle.app.topic.LatestRecords;
import io.riffle.app.topic.TopicEnd;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.schema.ExperimentReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The newest report of every experiment of a pipeline. */
public final class PublishedExperiments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ExperimentReport> reports;

    private PublishedExperiments(List<ExperimentReport> reports) {
        this.reports = reports;
    }

    /**
     * Reads them all.
     *
     * @param end how long that may take
     * @throws UserProblem if there can be none, or they cannot be read in time: then with a TimeoutException as cause
     */
    public static PublishedExperiments read(Pipeline pipeline, TopicEnd end) throws UserProblem {
        if (pipeline.outcomes().isEmpty()) {
            throw new UserProblem("the pipeline must declare outcomes: " + pipeline.name() + " does not");
        }
        String topic = pipeline.topics().of(SideTopic.EXPERIMENTS);
        return new PublishedExperiments(LatestRecords.read(pipeline, topic, end).values().stream()
                .map(PublishedExperiments::parse)
                .toList());
    }

    public List<ExperimentReport> reports() {
        return reports;
    }

    public Optional<ExperimentReport> find(String name) {
        return reports.stream().filter(each -> each.experiment().equals(name)).findFirst();
    }

    /** What to say if a name is not among the reports. */
    public String unknown(String name) {
        String known = String.join(
                ", ", reports.stream().map(ExperimentReport::experiment).toList());
        return "the experiment must have published figures: '" + name + "' has none, there are "
                + (known.isEmpty() ? "none" : known);
    }

    private static ExperimentReport parse(byte[] json) {
        try {
            return JSON.readValue(json, ExperimentReport.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a published experiment must be readable", unreadable);
        }
    }
}
