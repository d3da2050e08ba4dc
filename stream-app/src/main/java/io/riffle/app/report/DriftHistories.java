package io.riffle.app.report;

import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicHistory;
import io.riffle.config.DriftConfig;
import io.riffle.config.Pipeline;
import io.riffle.schema.DriftReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports from the drift topic, and their form as JSON; the same for the command line and for HTTP. */
public final class DriftHistories {
    private DriftHistories() {}

    /**
     * Reports carry the end of their window as timestamp: event time, which may be far from today's.
     *
     * @param at a time in the window that is asked for; the latest where none is given
     * @param days how far back from that
     * @param end how long reading may take
     */
    public static DriftHistory read(Pipeline pipeline, DriftConfig drift, Optional<Long> at, int days, TopicEnd end) {
        DriftHistory history = new DriftHistory();
        try (TopicHistory topic = new TopicHistory(pipeline, drift.reportsTopic(), at, days, end)) {
            topic.readToEnd(
                    end,
                    record -> TopicHistory.value(record, DriftReport.class, "features")
                            .ifPresent(history::add));
        }
        return history;
    }

    /** Each window's report, and since when each of its features has changed. */
    public static Map<String, Object> json(DriftHistory history, List<DriftReport> reports) {
        return Map.of(
                "windows", reports.stream().map(report -> json(history, report)).toList());
    }

    private static Map<String, Object> json(DriftHistory history, DriftReport report) {
        Map<String, Object> since = new LinkedHashMap<>();
        report.features()
                .forEach(feature -> history.since(report, feature.feature())
                        .ifPresent(start -> since.put(feature.feature(), start)));
        return Map.of("report", report, "since_ms", since);
    }
}
