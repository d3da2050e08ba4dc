package io.riffle.app.report;

import io.riffle.app.topic.TopicEnd;
import io.riffle.app.topic.TopicReader;
import io.riffle.config.Pipeline;
import io.riffle.schema.WindowReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The reports of some time, each window once: a later revision takes the place of an earlier one. Not thread-safe. */
public final class ReportHistory<R extends WindowReport> {
    private final ReportKind<R> kind;

    /** By series, then by time; a report is the key of its own window. */
    private final NavigableMap<R, R> windows;

    public ReportHistory(ReportKind<R> kind) {
        this.kind = kind;
        windows = new TreeMap<>(kind.series().thenComparingLong(WindowReport::fromMs));
    }

    /**
     * Reads the topic of the reports, which must be declared. A report has the end of its window as timestamp: event time,
     * which may be far from today's.
     *
     * @param at a time in the window that is asked for; the latest if none is given
     * @param days how far back from that
     * @param end how long reading may take
     */
    public static <R extends WindowReport> ReportHistory<R> read(
            ReportKind<R> kind, Pipeline pipeline, Optional<Long> at, int days, TopicEnd end) {
        String topic = kind.topic(pipeline)
                .orElseThrow(() -> new IllegalArgumentException("the pipeline must declare " + kind.name()));
        ReportHistory<R> history = new ReportHistory<>(kind);
        try (TopicReader records = TopicReader.open(pipeline, topic)) {
            records.startBefore(at, days, end);
            records.readToEnd(end, record -> kind.records().read(record).ifPresent(history::add));
        }
        return history;
    }

    public void add(R report) {
        windows.merge(report, report, (one, other) -> other.revision() >= one.revision() ? other : one);
    }

    /** Forgets the oldest windows but so many. */
    void keep(int most) {
        reports().stream().limit(Math.max(0, windows.size() - most)).forEach(windows::remove);
    }

    /** All windows in order of their end. */
    public List<R> reports() {
        return windows.values().stream()
                .sorted(Comparator.comparingLong(WindowReport::toMs))
                .toList();
    }

    /** The reports of the window that holds that time, or of the latest one if none is given. */
    public List<R> at(Optional<Long> time) {
        List<R> all = reports();
        long end = all.isEmpty() ? 0 : all.get(all.size() - 1).toMs();
        return all.stream()
                .filter(report -> time.map(at -> report.fromMs() <= at && at < report.toMs())
                        .orElse(report.toMs() == end))
                .toList();
    }

    /** The start of the first of the windows in a row, up to this one, in which a part was not as expected; by part. */
    public Map<String, Long> since(R report) {
        Map<String, Long> since = new LinkedHashMap<>();
        Set<String> standing = new LinkedHashSet<>(kind.changed(report));
        for (R each : windows.headMap(report, true).descendingMap().values()) {
            if (kind.series().compare(each, report) != 0) {
                break;
            }
            standing.retainAll(kind.changed(each));
            standing.forEach(part -> since.put(part, each.fromMs()));
        }
        return since;
    }

    /** Each window's report, and since when each of its parts is not as expected. */
    public Map<String, Object> json(List<R> reports) {
        return Map.of("windows", reports.stream().map(this::json).toList());
    }

    /** A window's report, and since when each of its parts is not as expected. */
    public Map<String, Object> json(R report) {
        return Map.of("report", report, "since_ms", since(report));
    }
}
