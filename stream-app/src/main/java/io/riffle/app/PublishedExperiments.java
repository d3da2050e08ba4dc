package io.riffle.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.Pipeline;
import io.riffle.config.SideTopic;
import io.riffle.schema.ExperimentReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The newest report of every experiment of a pipeline. */
final class PublishedExperiments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishedExperiments() {}

    static List<ExperimentReport> read(Pipeline pipeline) throws StartException {
        if (pipeline.outcomes().isEmpty()) {
            throw new StartException("the pipeline must declare outcomes: " + pipeline.name() + " does not");
        }
        return LatestRecords.read(pipeline, pipeline.topics().of(SideTopic.EXPERIMENTS)).values().stream()
                .map(PublishedExperiments::parse)
                .toList();
    }

    private static ExperimentReport parse(byte[] json) {
        try {
            return JSON.readValue(json, ExperimentReport.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a published experiment must be readable", unreadable);
        }
    }
}
