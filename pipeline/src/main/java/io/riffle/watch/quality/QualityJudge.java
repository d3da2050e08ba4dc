package io.riffle.watch.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.QualityConfig;
import io.riffle.config.alerting.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import io.riffle.stats.UsualOfDays;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.SilentWindows;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowKind;
import io.riffle.watch.window.WindowVerdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds a window's counts against the declared expectations, which share the acceptable false alarms evenly. */
public final class QualityJudge implements WindowKind<QualityCounts> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final QualityStage stage;
    private final QualityConfig config;
    private final QualityReports reports;
    private final String reportSink;
    private final SilenceJudge silences;

    public QualityJudge(QualityStage stage, String reportSink) {
        this.stage = stage;
        this.reportSink = reportSink;
        config = stage.config();
        reports = new QualityReports(stage);
        silences = new SilenceJudge(kept());
    }

    @Override
    public String name() {
        return QualityProcessor.KIND;
    }

    @Override
    public QualityCounts read(byte[] bytes) {
        return QualityCounts.read(bytes);
    }

    @Override
    public int earlier() {
        return 0;
    }

    @Override
    public int kept() {
        return 1 + config.volume().days() * config.windowsPerDay();
    }

    @Override
    public String reportSink() {
        return reportSink;
    }

    @Override
    public String reportKey(WindowKey key) {
        return key.model();
    }

    /** Nothing where other fields are declared by now. */
    @Override
    public WindowVerdict judge(ClosedWindow<QualityCounts> window) {
        if (window.key().layout() != stage.layout().fingerprint()) {
            return new WindowVerdict(List.of(), List.of());
        }
        QualityReport report = reports.of(window);
        List<AlertSignal> signals = signals(report);
        signals.add(SilenceJudge.over(window.key(), report.rows()));
        return new WindowVerdict(List.of(json(report)), signals);
    }

    /** Whatever fields were declared: an event more is all that it takes. */
    @Override
    public List<AlertSignal> silent(SilentWindows<QualityCounts> silence) {
        List<AlertSignal> signals = new ArrayList<>();
        silences.judge(silence).ifPresent(signals::add);
        reports.volumes()
                .judge(silence)
                .flatMap(volume -> volume(volume, config.window().toMillis()))
                .ifPresent(signals::add);
        return signals;
    }

    private List<AlertSignal> signals(QualityReport report) {
        List<AlertSignal> signals = new ArrayList<>();
        if (report.judged()) {
            report.checks().forEach(check -> signals.add(signal(report, check)));
            report.fields().forEach(field -> signals.add(completeness(report, field)));
        }
        Optional.ofNullable(report.volume())
                .flatMap(volume -> volume(volume, config.window().toMillis()))
                .ifPresent(signals::add);
        return signals;
    }

    private static AlertSignal signal(QualityReport report, QualityReport.Check check) {
        String text = String.format(
                Locale.ROOT,
                "%s: %.2f %% of %d events, expected %.2f %% (%d; probability %.2g below %.2g)",
                check.check(),
                100 * check.share(),
                check.of(),
                100 * check.expected(),
                check.count(),
                check.probability(),
                report.threshold());
        return new AlertSignal(
                Watched.QUALITY,
                AlertSubject.ofPipeline(check.check()),
                new Finding(check.severity(), check.share(), check.expected(), text),
                report.fromMs(),
                report.toMs());
    }

    /** For rules only: whether a share of missing values is wrong is what {@code missing} expects. */
    private static AlertSignal completeness(QualityReport report, QualityReport.Field field) {
        String text = String.format(
                Locale.ROOT,
                "%s: in %.2f %% of %d events (%d missing)",
                field.field(),
                100 * field.complete(),
                field.rows(),
                field.missing());
        return new AlertSignal(
                Watched.QUALITY,
                AlertSubject.ofPipeline(field.field() + ".completeness"),
                new Finding(Severity.NONE, field.complete(), 1, text),
                report.fromMs(),
                report.toMs());
    }

    /** Nothing is said while nothing is known to be usual. */
    private static Optional<AlertSignal> volume(QualityReport.Volume volume, long size) {
        if (volume.usual() == null || volume.probability() == null) {
            return Optional.empty();
        }
        String text = String.format(
                Locale.ROOT,
                "volume: %d events, usually %.0f at this time of %s (%d days; probability %.2g)",
                volume.rows(),
                volume.usual(),
                UsualOfDays.knowsWeekdays(volume.days()) ? "the week" : "day",
                volume.days(),
                volume.probability());
        return Optional.of(new AlertSignal(
                Watched.QUALITY,
                AlertSubject.ofPipeline("volume"),
                new Finding(volume.severity(), volume.rows(), volume.usual(), text),
                volume.fromMs(),
                volume.fromMs() + size));
    }

    private static byte[] json(QualityReport report) {
        try {
            return JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
