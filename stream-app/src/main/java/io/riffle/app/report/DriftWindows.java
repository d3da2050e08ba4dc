package io.riffle.app.report;

import io.riffle.app.topic.TopicHistory;
import io.riffle.app.topic.TopicTail;
import io.riffle.schema.DriftReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest window of each version, with since when each feature differs. */
public final class DriftWindows implements AutoCloseable {
    private static final int MOST = 200;

    private final TopicTail reports;
    private final DriftHistory history = new DriftHistory();

    public DriftWindows(TopicTail reports) {
        this.reports = reports;
    }

    public synchronized List<Map<String, Object>> latest() {
        reports.read(
                MOST,
                record -> TopicHistory.value(record, DriftReport.class, "features")
                        .ifPresent(history::add));
        return history.at(Optional.empty()).stream().map(this::window).toList();
    }

    private Map<String, Object> window(DriftReport report) {
        Map<String, Object> since = new LinkedHashMap<>();
        report.features()
                .forEach(feature -> history.since(report, feature.feature())
                        .ifPresent(start -> since.put(feature.feature(), start)));
        return Map.of("report", report, "since_ms", since);
    }

    @Override
    public void close() {
        reports.close();
    }
}
