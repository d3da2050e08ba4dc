package io.riffle.app.report;

import io.riffle.schema.DriftReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report in words and tables. */
final class DriftText {
    private DriftText() {}

    static String headline(DriftReport report) {
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
                comparedWith(report.reference()));
    }

    /** Nothing where it is what everybody expects: the model's own profile. */
    private static String comparedWith(@Nullable String reference) {
        if (reference == null || reference.equals(DriftReport.OF_MODEL)) {
            return "";
        }
        return reference.equals(DriftReport.LEARNING)
                ? ", reference still learned"
                : ", compared with the " + reference;
    }

    /** Heading and one row per feature, worst first. */
    static List<List<String>> table(DriftHistory history, DriftReport report) {
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
                    history.since(report, feature.feature())
                            .map(since -> Instant.ofEpochMilli(since).toString())
                            .orElse("-")));
        }
        return rows;
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
