package io.riffle.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityTextTest {
    private final ReportHistory<QualityReport> history = new ReportHistory<>(new QualityReports());

    @Test
    void since_isTheStartOfTheFirstFailedWindowInARow() {
        history.add(report(0, 1, Severity.LOW));
        history.add(report(1_000, 1, Severity.NONE));
        history.add(report(2_000, 1, Severity.LOW));
        history.add(report(3_000, 1, Severity.HIGH));
        assertThat(history.since(latest())).containsExactly(Map.entry("rejected", 2_000L));
        assertThat(history.since(history.at(Optional.of(1_500L)).get(0))).isEmpty();
        assertThat(history.at(Optional.of(4_000L))).isEmpty();
    }

    @Test
    void report_isTheLatestRevision_inAnyOrderOfArrival() {
        history.add(report(0, 2, Severity.HIGH));
        history.add(report(0, 1, Severity.NONE));
        assertThat(latest().revision()).isEqualTo(2);
    }

    @Test
    void text_saysWhatIsWrong() {
        history.add(report(0, 1, Severity.HIGH));
        QualityText text = new QualityText(history, latest());
        assertThat(text.headline())
                .isEqualTo(
                        "p from 1970-01-01T00:00:00Z to 1970-01-01T00:00:01Z: 1 of 2 checks failed, 500 events, 50 dead"
                                + " letters, 3 late");
        assertThat(text.checks().get(1))
                .containsExactly(
                        "rejected", "high", "10.00 %", "2.00 %", "50 of 500", "1.0e-12", "1970-01-01T00:00:00Z");
        assertThat(text.fields().get(1)).containsExactly("amount", "98.00 %", "40", "0", "1", "0");
        assertThat(text.notes())
                .containsExactly(
                        "dead letters: wrong_type 40, duplicate 10",
                        "age on arrival: p50 0.511s, p95 1.023s, at most 15m",
                        "events in the window before: 490, usually 500 (8 days): none");
    }

    @Test
    void history_keepsTheNewestWindows() {
        for (int window = 0; window < 5; window++) {
            history.add(report(window * 1_000L, 1, Severity.LOW));
        }
        history.keep(2);
        assertThat(history.reports()).extracting(QualityReport::fromMs).containsExactly(3_000L, 4_000L);
        assertThat(history.since(latest())).containsExactly(Map.entry("rejected", 3_000L));
    }

    private QualityReport latest() {
        return history.at(Optional.empty()).get(0);
    }

    private static QualityReport report(long from, int revision, Severity severity) {
        return new QualityReport(
                "p",
                new QualityReport.Window(from, from + 1_000, revision, 4),
                new QualityReport.Events(500, 50, 10, 3),
                new QualityReport.Verdict(
                        1e-5,
                        true,
                        1,
                        List.of(new QualityReport.Check("rejected", severity, 50, 500, 0.1, 0.02, 1e-12))),
                Map.of("wrong_type", 40L, "duplicate", 10L),
                List.of(new QualityReport.Field("amount", 490, 0.98, 10, 40, 0, 1, 0)),
                new QualityReport.Freshness(300.0, 511.0, 1_023.0, 900_000L, null),
                new QualityReport.Volume(from - 1_000, 490, 8, 500.0, 0.7, Severity.NONE));
    }
}
