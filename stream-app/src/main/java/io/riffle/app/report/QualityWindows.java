package io.riffle.app.report;

import io.riffle.app.topic.TopicHistory;
import io.riffle.app.topic.TopicTail;
import io.riffle.schema.QualityReport;
import java.util.List;
import java.util.TreeMap;

/** The report of the latest window, in its latest revision. */
public final class QualityWindows implements AutoCloseable {
    private static final int MOST = 50;

    private final TopicTail reports;
    private final TreeMap<Long, QualityReport> latest = new TreeMap<>();

    public QualityWindows(TopicTail reports) {
        this.reports = reports;
    }

    public synchronized List<QualityReport> latest() {
        reports.read(
                MOST,
                record -> TopicHistory.value(record, QualityReport.class, "checks")
                        .ifPresent(this::saw));
        return List.copyOf(latest.values());
    }

    private void saw(QualityReport report) {
        latest.merge(report.toMs(), report, (one, other) -> other.revision() >= one.revision() ? other : one);
        while (latest.size() > 1) {
            latest.pollFirstEntry();
        }
    }

    @Override
    public void close() {
        reports.close();
    }
}
