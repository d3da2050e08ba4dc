package io.riffle.app.report;

import io.riffle.schema.QualityReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in words and tables. */
public final class QualityText {
    private final QualityReport report;
    private final Map<String, Long> since;

    public QualityText(ReportHistory<QualityReport> history, QualityReport report) {
        this.report = report;
        since = history.since(report);
    }

    /** One line: which window, and how much of it is wrong. */
    public String headline() {
        return String.format(
                Locale.ROOT,
                "%s from %s to %s: %d of %d checks failed, %d events, %d dead letters%s%s",
                report.pipeline(),
                Instant.ofEpochMilli(report.fromMs()),
                Instant.ofEpochMilli(report.toMs()),
                report.failed(),
                report.checks().size() + (report.volume() == null ? 0 : 1),
                report.rows(),
                report.deadLetters(),
                report.lateRows() > 0 ? ", " + report.lateRows() + " late" : "",
                report.judged() ? "" : " (too few to judge shares)");
    }

    /** Heading and one row per expectation, worst first. */
    public List<List<String>> checks() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHECK", "SEVERITY", "SHARE", "EXPECTED", "COUNT", "PROBABILITY", "SINCE"));
        for (QualityReport.Check check : report.checks()) {
            rows.add(List.of(
                    check.check(),
                    check.severity().label(),
                    percent(check.share()),
                    percent(check.expected()),
                    check.count() + " of " + check.of(),
                    String.format(Locale.ROOT, "%.2g", check.probability()),
                    since(check.check())));
        }
        return rows;
    }

    /** Heading and one row per field. */
    public List<List<String>> fields() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", "COMPLETE", "WRONG TYPE", "OUT OF RANGE", "OUTLIER", "UNKNOWN"));
        for (QualityReport.Field field : report.fields()) {
            rows.add(List.of(
                    field.field(),
                    percent(field.complete()),
                    Long.toString(field.wrongType()),
                    Long.toString(field.outOfRange()),
                    Long.toString(field.outlier()),
                    Long.toString(field.unknownCategory())));
        }
        return rows;
    }

    /** Dead letters by reason, age and number of events: a line for each that the report knows. */
    public List<String> notes() {
        return Stream.of(reasons(), age(), volume()).flatMap(Optional::stream).toList();
    }

    private Optional<String> reasons() {
        if (report.reasons().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(report.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ", "dead letters: ", "")));
    }

    private Optional<String> age() {
        QualityReport.Freshness age = report.freshness();
        if (age.p50Ms() == null || age.p95Ms() == null || age.maxMs() == null) {
            return Optional.empty();
        }
        return Optional.of("age on arrival: p50 " + duration(age.p50Ms()) + ", p95 " + duration(age.p95Ms())
                + ", at most " + duration(age.maxMs()));
    }

    private Optional<String> volume() {
        return Optional.ofNullable(report.volume())
                .map(volume -> "events in the window before: " + volume.rows() + ", " + usual(volume));
    }

    private static String usual(QualityReport.Volume volume) {
        if (volume.usual() == null) {
            return "not enough days known to say what is usual";
        }
        return String.format(
                Locale.ROOT,
                "usually %.0f (%d days): %s",
                volume.usual(),
                volume.days(),
                volume.severity().label());
    }

    private String since(String check) {
        Long start = since.get(check);
        return start == null ? "-" : Instant.ofEpochMilli(start).toString();
    }

    private static String duration(double milliseconds) {
        return Duration.ofMillis((long) milliseconds).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
