package io.riffle.app.report;

import io.riffle.schema.QualityReport;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The reports of some time, each window once: a later revision takes the place of an earlier one. */
public final class QualityHistory {
    private final NavigableMap<Long, QualityReport> windows = new TreeMap<>();

    public void add(QualityReport report) {
        windows.merge(report.fromMs(), report, (one, other) -> other.revision() >= one.revision() ? other : one);
    }

    /** The report of the window that holds that time, or of the latest one where none is given. */
    public Optional<QualityReport> at(Optional<Long> time) {
        if (time.isEmpty()) {
            return Optional.ofNullable(windows.lastEntry()).map(Map.Entry::getValue);
        }
        return Optional.ofNullable(windows.floorEntry(time.get()))
                .map(Map.Entry::getValue)
                .filter(report -> time.get() < report.toMs());
    }

    /** The start of the first of the windows in a row, up to this one, in which the check failed. */
    public Optional<Long> since(QualityReport report, String check) {
        Optional<Long> since = Optional.empty();
        for (QualityReport each :
                windows.headMap(report.fromMs(), true).descendingMap().values()) {
            if (!fails(each, check)) {
                return since;
            }
            since = Optional.of(each.fromMs());
        }
        return since;
    }

    private static boolean fails(QualityReport report, String check) {
        return report.checks().stream()
                .anyMatch(each -> each.check().equals(check) && each.severity().fires());
    }
}
