package io.riffle.app.report;

import io.riffle.schema.DriftReport;
import java.util.List;

/** The three forms of a report. */
public final class DriftReports {
    private DriftReports() {}

    /** One line: which window, and how many features changed. */
    public static String headline(DriftReport report) {
        return DriftText.headline(report);
    }

    /** Heading and one row per feature, worst first. */
    public static List<List<String>> table(DriftHistory history, DriftReport report) {
        return DriftText.table(history, report);
    }

    /** One HTML page that needs nothing else. */
    public static String page(DriftHistory history, List<DriftReport> reports) {
        return DriftPage.of(history, reports);
    }
}
