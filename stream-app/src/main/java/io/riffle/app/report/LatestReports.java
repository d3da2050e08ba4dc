package io.riffle.app.report;

import io.riffle.app.topic.TopicTail;
import io.riffle.schema.WindowReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reports of the latest window, as the newest records of their topic tell. Thread-safe. */
public final class LatestReports<R extends WindowReport> implements AutoCloseable {
    private static final int MOST_RECORDS = 200;
    private static final int MOST_WINDOWS = 1_000;

    private final ReportKind<R> kind;
    private final TopicTail records;
    private final ReportHistory<R> history;

    public LatestReports(ReportKind<R> kind, TopicTail records) {
        this.kind = kind;
        this.records = records;
        history = new ReportHistory<>(kind);
    }

    public synchronized List<R> reports() {
        records.read(MOST_RECORDS, record -> kind.records().read(record).ifPresent(history::add));
        history.keep(MOST_WINDOWS);
        return history.at(Optional.empty());
    }

    /** The same with since when each of their parts is not as expected. */
    public synchronized List<Map<String, Object>> windows() {
        return reports().stream().map(history::json).toList();
    }

    @Override
    public void close() {
        records.close();
    }
}
