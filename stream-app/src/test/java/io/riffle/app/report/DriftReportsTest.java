package io.riffle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.DriftReport;
import io.riffle.schema.ScoredBy;
import io.riffle.schema.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftReportsTest {
    private final ReportHistory<DriftReport> history = new ReportHistory<>(new DriftReports());

    @Test
    void since_isTheStartOfTheFirstChangedWindowInARow() {
        history.add(report(0, 1, Severity.LOW));
        history.add(report(1, 1, Severity.NONE));
        history.add(report(2, 1, Severity.LOW));
        history.add(report(3, 1, Severity.HIGH));

        DriftReport latest = history.at(Optional.empty()).get(0);
        assertThat(latest.fromMs()).isEqualTo(3_000);
        assertThat(history.since(latest)).containsExactly(Map.entry("a<b", 2_000L));
        assertThat(history.since(history.at(Optional.of(1_500L)).get(0))).isEmpty();
    }

    @Test
    void report_isTheLatestRevision_inAnyOrderOfArrival() {
        history.add(report(0, 2, Severity.HIGH));
        history.add(report(0, 1, Severity.NONE));
        assertThat(history.reports()).extracting(DriftReport::revision).containsExactly(2);
    }

    @Test
    void page_isSmallAndHoldsNoMarkupOfEvents() {
        history.add(report(0, 1, Severity.HIGH));
        String page = DriftPage.of(history, history.reports());
        assertThat(page)
                .contains("a&lt;b", "&lt;script&gt;", "class=\"high\"")
                .doesNotContain("<script", "http://", "src=");
        assertThat(page.length()).isLessThan(1_000_000);
    }

    /** 100 features with 20 bins each in both scales stay below a megabyte. */
    @Test
    void page_staysBelowOneMegabyte_withManyFeatures() {
        for (int scale = 0; scale < 2; scale++) {
            List<DriftReport.Feature> many = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add(feature("feature_number_" + i, Severity.MEDIUM, 20));
            }
            history.add(new DriftReport(
                    new ScoredBy("m", "1", "champion"),
                    new DriftReport.Window(scale == 0 ? "window" : "sliding", 0, 1_000, 1, 4, 1_000, 0),
                    1e-5,
                    true,
                    100,
                    DriftReport.OF_MODEL,
                    many));
        }
        assertThat(DriftPage.of(history, history.reports()).length()).isLessThan(1_000_000);
    }

    @Test
    void headline_saysWhatAndHowMany() {
        assertThat(new DriftText(history, report(0, 1, Severity.HIGH)).headline())
                .isEqualTo("m 1, champion, window from 1970-01-01T00:00:00Z to 1970-01-01T00:00:01Z: 1 of 1 features"
                        + " changed, 500 rows, 3 late");
        assertThat(new DriftText(history, report(0, 1, Severity.HIGH)).table().get(1))
                .containsExactly("a<b", "high", "12.5 %", "1.0e-06", "0.200", "0.030", "5.000", "-", "1.0 %", "-");
    }

    private static DriftReport report(int window, int revision, Severity severity) {
        return new DriftReport(
                new ScoredBy("m", "1", "champion"),
                new DriftReport.Window("window", window * 1_000L, window * 1_000L + 1_000, revision, 4, 500, 3),
                1e-5,
                true,
                severity.fires() ? 1 : 0,
                null,
                List.of(feature("a<b", severity, 2)));
    }

    private static DriftReport.Feature feature(String name, Severity severity, int bins) {
        List<DriftReport.Bin> all = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            all.add(new DriftReport.Bin("<script> " + i, 1.0 / bins, 1.0 / bins));
        }
        Map<String, Double> statistics =
                Map.of("psi", 0.2, "jensen_shannon", 0.03, "missing_share", 0.01, "mean", 5.0, "deviation", 1.0);
        return new DriftReport.Feature(name, "number", severity, 1e-6, 0.125, statistics, all);
    }
}
