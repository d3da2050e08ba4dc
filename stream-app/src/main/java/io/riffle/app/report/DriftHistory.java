package io.riffle.app.report;

import io.riffle.schema.DriftReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reports of some time, each window once: a later revision takes the place of an earlier one. */
public final class DriftHistory {
    private final Map<List<Object>, DriftReport> windows = new LinkedHashMap<>();

    public void add(DriftReport report) {
        windows.merge(
                List.of(report.modelVersion(), report.variant(), report.scale(), report.fromMs()),
                report,
                (one, other) -> other.revision() >= one.revision() ? other : one);
    }

    /** All windows in order of their end. */
    public List<DriftReport> reports() {
        return windows.values().stream()
                .sorted(Comparator.comparingLong(DriftReport::toMs)
                        .thenComparing(DriftReport::modelVersion)
                        .thenComparing(DriftReport::variant)
                        .thenComparing(DriftReport::scale))
                .toList();
    }

    /** The reports of the window that holds that time, or of the latest one where none is given. */
    public List<DriftReport> at(Optional<Long> time) {
        List<DriftReport> all = reports();
        long end = all.isEmpty() ? 0 : all.get(all.size() - 1).toMs();
        return all.stream()
                .filter(report -> time.map(at -> report.fromMs() <= at && at < report.toMs())
                        .orElse(report.toMs() == end))
                .toList();
    }

    /** The start of the first of the windows in a row, up to this one, in which the feature has changed. */
    public Optional<Long> since(DriftReport report, String feature) {
        List<DriftReport> before = new ArrayList<>(reports().stream()
                .filter(each -> each.scale().equals(report.scale())
                        && each.modelVersion().equals(report.modelVersion())
                        && each.variant().equals(report.variant())
                        && each.toMs() <= report.toMs())
                .toList());
        Optional<Long> since = Optional.empty();
        for (int i = before.size() - 1; i >= 0 && hasChanged(before.get(i), feature); i--) {
            since = Optional.of(before.get(i).fromMs());
        }
        return since;
    }

    private static boolean hasChanged(DriftReport report, String feature) {
        return report.features().stream()
                .anyMatch(each ->
                        each.feature().equals(feature) && each.severity().fires());
    }
}
