package io.riffle.watch.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.OutcomesConfig;
import io.riffle.config.alerting.Watched;
import io.riffle.metrics.OutcomeMetrics.Verdict;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.Finding;
import io.riffle.schema.Performance;
import io.riffle.schema.Severity;
import io.riffle.stats.PerformanceBaseline;
import io.riffle.stats.PerformanceChange;
import io.riffle.stats.PerformanceMeasure;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowKind;
import io.riffle.watch.window.WindowVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds a window's outcomes against the baseline of the version. The acceptable false alarms are shared out evenly over the
 * windows in the period and the measures that are judged (Bonferroni; measures depend on each other, so the whole has fewer
 * false alarms than configured, not more).
 */
public final class PerformanceJudge implements WindowKind<PerformanceCounts> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutcomeStage stage;
    private final OutcomesConfig config;
    private final PerformanceLevels levels;

    public PerformanceJudge(OutcomeStage stage) {
        this.stage = stage;
        config = stage.config();
        levels = new PerformanceLevels(config);
    }

    @Override
    public String name() {
        return PerformanceWindows.KIND;
    }

    @Override
    public PerformanceCounts read(byte[] bytes) {
        return PerformanceCounts.read(config, bytes);
    }

    @Override
    public int earlier() {
        return 0;
    }

    /** As long as partitions send more of a window, what they sent before must be there. */
    @Override
    public int kept() {
        return config.keptWindows();
    }

    @Override
    public Duration liveEvery() {
        return config.reportEvery();
    }

    @Override
    public String reportKey(WindowKey key) {
        return key.version() + ":" + key.variant() + ":" + key.start();
    }

    @Override
    public String reportSink() {
        return stage.sinks().performance();
    }

    /** Nothing where labels mean something else by now. */
    @Override
    public WindowVerdict judge(ClosedWindow<PerformanceCounts> window) {
        if (window.key().layout() != PerformanceSum.fingerprint(config)) {
            return new WindowVerdict(List.of(), List.of());
        }
        PerformanceSum closed = window.counts().atClose();
        if (closed == null) {
            return new WindowVerdict(List.of(json(report(window, new Performance.Verdict(false, threshold(0), List.of(), List.of())))), List.of());
        }
        boolean enough = closed.outcomes() >= config.judging().minRows();
        Optional<PerformanceBaseline> baseline =
                enough ? stage.baselines().apply(window.key().version()) : Optional.empty();
        List<PerformanceChange> changes = baseline.map(closed::against).orElse(List.of());
        double threshold = threshold(changes.size());
        Optional<LevelReport> level = baseline.flatMap(
                        evaluated -> levels.of(window, evaluated, each -> severity(each, threshold)
                                .fires()))
                .map(comparison ->
                        new LevelReport(window.key(), comparison, each -> severity(each, threshold)));
        List<Performance.Check> checks =
                changes.stream().map(change -> check(change, threshold)).toList();
        tell(enough, checks);
        Performance report = report(
                window,
                new Performance.Verdict(
                        true, threshold, checks, level.map(LevelReport::levels).orElse(List.of())));
        List<AlertSignal> signals = enough ? signals(window.key(), closed, report) : new ArrayList<>();
        level.map(LevelReport::signals).ifPresent(signals::addAll);
        return new WindowVerdict(List.of(json(report)), signals);
    }

    private void tell(boolean enough, List<Performance.Check> checks) {
        boolean changed = checks.stream().anyMatch(check -> check.severity().fires());
        Verdict judged = changed ? Verdict.CHANGED : Verdict.UNCHANGED;
        Verdict known = checks.isEmpty() ? Verdict.NO_BASELINE : judged;
        stage.metrics().window(enough ? known : Verdict.TOO_FEW);
    }

    /** The probability that one measure of one window may have. */
    private double threshold(int measures) {
        double perWindow = (double) config.window().toMillis()
                / config.judging().falseAlarmEvery().toMillis();
        return perWindow / Math.max(1, measures);
    }

    private Performance.Check check(PerformanceChange change, double threshold) {
        return new Performance.Check(
                change.measure().text(),
                severity(change, threshold),
                change.baseline(),
                change.value(),
                change.probability(),
                change.worseBy());
    }

    /** What is better than it was is a change too (often a truth that leaked into the features), and never more than low. */
    private Severity severity(PerformanceChange change, double threshold) {
        if (change.probability() >= threshold) {
            return Severity.NONE;
        }
        double least = config.judging().minEffect();
        if (change.worseBy() < 0) {
            return -change.worseBy() >= least ? Severity.LOW : Severity.NONE;
        }
        return Severity.ofEffect(change.worseBy(), least);
    }

    private static Performance report(ClosedWindow<PerformanceCounts> window, Performance.Verdict verdict) {
        WindowKey key = window.key();
        PerformanceSum now = window.counts().now();
        return new Performance(
                key.version(),
                key.variant(),
                new Performance.Window(key.start(), key.end(), window.revision()),
                now.outcomes(),
                named(now.metrics()),
                named(now.bounds()),
                verdict);
    }

    private static Map<String, Double> named(Map<PerformanceMeasure, Double> measures) {
        Map<String, Double> named = new TreeMap<>();
        measures.forEach((measure, value) -> named.put(measure.text(), value));
        return named;
    }

    /** One signal per measure, for rules; those that were tested have a severity of their own. */
    private List<AlertSignal> signals(WindowKey key, PerformanceSum closed, Performance report) {
        List<AlertSignal> signals = new ArrayList<>();
        closed.metrics().forEach((measure, value) -> {
            Optional<Performance.Check> check = report.verdict().checks().stream()
                    .filter(each -> each.measure().equals(measure.text()))
                    .findFirst();
            Severity severity = check.map(Performance.Check::severity).orElse(Severity.NONE);
            Finding finding = new Finding(
                    severity,
                    value,
                    check.map(Performance.Check::baseline).orElse(value),
                    text(
                            key,
                            measure,
                            value,
                            closed.outcomes(),
                            check,
                            report.verdict().threshold()));
            AlertSubject subject = new AlertSubject(key.version(), key.variant(), measure.text());
            signals.add(new AlertSignal(Watched.PERFORMANCE, subject, finding, key.start(), key.end()));
        });
        return signals;
    }

    private static String text(
            WindowKey key,
            PerformanceMeasure measure,
            double value,
            long outcomes,
            Optional<Performance.Check> check,
            double threshold) {
        String against = check.map(each -> String.format(
                        Locale.ROOT,
                        ", %s than the %.4f of its evaluation (probability %.2g, threshold %.2g)",
                        each.worseBy() > 0 ? "worse" : "not worse",
                        each.baseline(),
                        each.probability(),
                        threshold))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s of %s %s: %.4f over %d outcomes%s",
                measure.text(),
                key.model(),
                key.version(),
                value,
                outcomes,
                against);
    }

    private static byte[] json(Performance report) {
        try {
            return JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
