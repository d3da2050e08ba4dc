package io.riffle.app.report;

import io.riffle.schema.DriftReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report in words and tables. */
public final class DriftText {
    private final DriftReport report;
    private final Map<String, Long> since;

    public DriftText(ReportHistory<DriftReport> history, DriftReport report) {
        this.report = report;
        since = history.since(report);
    }

    /** One line: which window, and how many features changed. */
    public String headline() {
        boolean learning = DriftReport.LEARNING.equals(report.reference());
        return String.format(
                Locale.ROOT,
                "%s %s, %s, %s from %s to %s: %d of %d features changed, %d rows%s%s%s",
                report.modelName(),
                report.modelVersion(),
                report.variant(),
                report.scale(),
                Instant.ofEpochMilli(report.fromMs()),
                Instant.ofEpochMilli(report.toMs()),
                report.drifted(),
                report.features().size(),
                report.rows(),
                report.lateRows() > 0 ? ", " + report.lateRows() + " late" : "",
                report.judged() || learning ? "" : " (too few to judge)",
                reference());
    }

    /** Nothing if it is what everybody expects: the model's own profile. */
    private String reference() {
        String reference = report.reference();
        if (reference == null || reference.equals(DriftReport.OF_MODEL)) {
            return "";
        }
        return reference.equals(DriftReport.LEARNING)
                ? ", reference still learned"
                : ", compared with the " + reference;
    }

    /** Heading and one row per feature, worst first. */
    public List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "FEATURE", "SEVERITY", "MOVED", "PROBABILITY", "PSI", "JS", "MEAN", "TRAINING", "MISSING", "SINCE"));
        for (DriftReport.Feature feature : report.features()) {
            rows.add(List.of(
                    feature.feature(),
                    feature.severity().label(),
                    percent(feature.effect()),
                    String.format(Locale.ROOT, "%.2g", feature.probability()),
                    distance(feature, DriftReport.Feature.PSI),
                    distance(feature, DriftReport.Feature.JENSEN_SHANNON),
                    number(feature.statistic(DriftReport.Feature.MEAN)),
                    number(feature.statistic(DriftReport.Feature.REFERENCE_MEAN)),
                    share(feature.statistic(DriftReport.Feature.MISSING_SHARE)),
                    since(feature.feature())));
        }
        return rows;
    }

    private String since(String feature) {
        Long start = since.get(feature);
        return start == null ? "-" : Instant.ofEpochMilli(start).toString();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String distance(DriftReport.Feature feature, String name) {
        Double value = feature.statistic(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String share(@Nullable Double value) {
        return value == null ? "-" : percent(value);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }
}
