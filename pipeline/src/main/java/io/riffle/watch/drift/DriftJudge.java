package io.riffle.watch.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.config.DriftConfig;
import io.riffle.config.alerting.Watched;
import io.riffle.schema.AlertSubject;
import io.riffle.schema.DriftReport;
import io.riffle.schema.Finding;
import io.riffle.schema.ScoredBy;
import io.riffle.schema.Severity;
import io.riffle.watch.alert.AlertSignal;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.FirstWindow;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowKind;
import io.riffle.watch.window.WindowMemory;
import io.riffle.watch.window.WindowVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a window's counts against the reference profile. The acceptable false alarms are shared out evenly: over the
 * windows in the period, the features, and the two window lengths where there are two (Bonferroni; the parts depend on each
 * other, so the whole has fewer false alarms than configured, not more).
 */
public final class DriftJudge implements WindowKind<DriftCounts> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DriftConfig config;
    private final DriftLayouts layouts;
    private final String reportSink;

    public DriftJudge(DriftConfig config, DriftLayouts layouts, String reportSink) {
        this.config = config;
        this.layouts = layouts;
        this.reportSink = reportSink;
    }

    @Override
    public String name() {
        return DriftProcessor.KIND;
    }

    @Override
    public DriftCounts read(byte[] bytes) {
        return DriftCounts.read(bytes);
    }

    @Override
    public int earlier() {
        return Math.max(0, config.windowsInSliding() - 1);
    }

    @Override
    public String reportSink() {
        return reportSink;
    }

    /** Nothing where the version's profile is gone or has other bins by now. */
    @Override
    public WindowVerdict judge(ClosedWindow<DriftCounts> window) {
        Optional<DriftLayout> layout = layouts.of(window.key().version())
                .filter(found -> found.fingerprint() == window.key().layout());
        if (layout.isEmpty()) {
            return new WindowVerdict(List.of(), List.of());
        }
        PastWindows past = new PastWindows(
                window.remembered(), config.season(), window.key().start());
        List<Judged> judged = new ArrayList<>();
        judged.add(judge(layout.get(), window, past, "window", window.key().start(), window.counts()));
        WindowKey slidingFrom = window.key().before(earlier());
        sliding(window)
                .filter(counts -> !layout.get().isLearning() || isAfterFirst(window, slidingFrom))
                .ifPresent(counts ->
                        judged.add(judge(layout.get(), window, past, "sliding", slidingFrom.start(), counts)));
        List<DriftReport> reports = judged.stream().map(Judged::report).toList();
        List<AlertSignal> signals = signals(window.key(), reports);
        return new WindowVerdict(
                reports.stream().map(DriftJudge::json).toList(), signals, memory(judged.get(0), signals, past));
    }

    /** One report, and what was found out for it. */
    private record Judged(DriftReport report, List<JudgedFeature> features) {}

    /** A window that is too small to be judged is no part of what is usual. */
    private static Optional<byte[]> memory(Judged window, List<AlertSignal> signals, PastWindows past) {
        if (!window.report().judged()) {
            return Optional.empty();
        }
        Set<String> alarmed = signals.stream()
                .filter(signal -> severity(signal).fires())
                .map(signal -> signal.subject().measure())
                .collect(Collectors.toSet());
        List<RememberedFeature> features = window.features().stream()
                .map(feature ->
                        feature.remembered(alarmed.contains(feature.report().feature())))
                .toList();
        return Optional.of(new DriftMemory(past.isLearning(), window.report().rows(), features).toBytes());
    }

    @Override
    public WindowMemory memory() {
        return PastWindows.memory(config);
    }

    /** A window is not compared with itself, nor a sliding one with a part of itself. */
    private static boolean isAfterFirst(ClosedWindow<DriftCounts> window, WindowKey from) {
        return window.first()
                .map(FirstWindow::key)
                .filter(first -> from.start() >= first.end() || window.key().end() <= first.start())
                .isPresent();
    }

    /** The first window that is large enough to be judged is large enough to be compared with. */
    @Override
    public boolean learnsFrom(WindowKey key, DriftCounts counts) {
        boolean learning = layouts.of(key.version())
                .filter(layout -> layout.fingerprint() == key.layout())
                .filter(DriftLayout::isLearning)
                .isPresent();
        return learning && counts.rows() >= config.judging().minRows();
    }

    /** The counts of the sliding window that ends with this one; empty if a part of it is absent. */
    private Optional<DriftCounts> sliding(ClosedWindow<DriftCounts> window) {
        if (config.sliding().isZero() || window.earlier().size() < earlier()) {
            return Optional.empty();
        }
        DriftCounts sum = DriftCounts.read(window.counts().toBytes());
        window.earlier().forEach(sum::add);
        return Optional.of(sum);
    }

    private Judged judge(
            DriftLayout layout,
            ClosedWindow<DriftCounts> window,
            PastWindows past,
            String scale,
            long from,
            DriftCounts counts) {
        if (!layout.isLearning()) {
            return judge(layout, window, past, scale, from, counts, DriftReport.OF_MODEL);
        }
        if (!isAfterFirst(window, window.key())) {
            return judge(layout, window, past, scale, from, counts, DriftReport.LEARNING);
        }
        FirstWindow<DriftCounts> first = window.first().orElseThrow();
        LearnedBins learned = LearnedBins.of(layout, first.counts(), counts);
        String source = "window " + Instant.ofEpochMilli(first.key().start()) + "/"
                + Instant.ofEpochMilli(first.key().end());
        return judge(learned.layout(), window, past, scale, from, learned.counts(), source);
    }

    private Judged judge(
            DriftLayout layout,
            ClosedWindow<DriftCounts> window,
            PastWindows past,
            String scale,
            long from,
            DriftCounts counts,
            String reference) {
        double threshold = threshold(layout.features().size());
        boolean judged = counts.rows() >= config.judging().minRows() && !layout.isLearning();
        FeatureJudge judge =
                new FeatureJudge(judged ? threshold : 0, config.judging().minEffect());
        WindowKey key = window.key();
        List<JudgedFeature> features = new ArrayList<>();
        for (int i = 0; i < layout.features().size(); i++) {
            CountedFeature feature = layout.features().get(i);
            ClusterLayout.Place place = layout.clusters().place(i);
            features.add(judge.judge(
                    feature,
                    counts,
                    new FeatureVariation(
                            place,
                            counts.knownCells(layout.clusters()),
                            past.of(feature, place.bins(), from == key.start()),
                            from,
                            key.end())));
        }
        List<DriftReport.Feature> worstFirst = features.stream()
                .map(JudgedFeature::report)
                .sorted(Comparator.comparing((DriftReport.Feature feature) ->
                                !feature.severity().fires())
                        .thenComparing(DriftReport.Feature::effect, Comparator.reverseOrder()))
                .toList();
        int drifted = (int) worstFirst.stream()
                .filter(feature -> feature.severity().fires())
                .count();
        DriftReport report = new DriftReport(
                new ScoredBy(key.model(), key.version(), key.variant()),
                new DriftReport.Window(
                        scale, from, key.end(), window.revision(), window.partitions(), counts.rows(), counts.late()),
                threshold,
                judged,
                drifted,
                reference,
                worstFirst);
        return new Judged(report, features);
    }

    /** The probability that one feature of one window may have. */
    private double threshold(int features) {
        double perWindow = (double) config.window().toMillis()
                / config.judging().falseAlarmEvery().toMillis();
        return perWindow / Math.max(1, features) / (config.sliding().isZero() ? 1 : 2);
    }

    /** One signal per feature: the worse of both scales, and also when all is well, so that an alert can end. */
    private List<AlertSignal> signals(WindowKey key, List<DriftReport> reports) {
        List<AlertSignal> signals = new ArrayList<>();
        if (reports.stream().noneMatch(DriftReport::judged)) {
            return signals;
        }
        for (DriftReport.Feature feature : reports.get(0).features()) {
            AlertSignal worst = signal(key, reports.get(0), feature);
            for (DriftReport longer : reports.subList(1, reports.size())) {
                AlertSignal other = signal(key, longer, same(longer, feature));
                worst = severity(other).compareTo(severity(worst)) > 0 ? other : worst;
            }
            signals.add(worst);
        }
        return signals;
    }

    private static Severity severity(AlertSignal signal) {
        return signal.finding().severity();
    }

    private static DriftReport.Feature same(DriftReport report, DriftReport.Feature feature) {
        return report.features().stream()
                .filter(each -> each.feature().equals(feature.feature()))
                .findFirst()
                .orElseThrow();
    }

    private AlertSignal signal(WindowKey key, DriftReport report, DriftReport.Feature feature) {
        String text = String.format(
                Locale.ROOT,
                "%s of %s %s: %.1f %% of rows moved, probability %.2g below %.2g (psi %.3f, %d rows worth %.0f)",
                feature.feature(),
                key.model(),
                key.version(),
                100 * feature.effect(),
                feature.probability(),
                report.threshold(),
                feature.statistic(DriftReport.Feature.PSI),
                report.rows(),
                feature.statistic(DriftReport.Feature.EFFECTIVE_ROWS));
        return new AlertSignal(
                Watched.DRIFT,
                new AlertSubject(key.version(), key.variant(), feature.feature()),
                new Finding(
                        feature.severity(), feature.effect(), config.judging().minEffect(), text),
                report.fromMs(),
                report.toMs());
    }

    private static byte[] json(DriftReport report) {
        try {
            return JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report must be JSON: " + impossible.getMessage(), impossible);
        }
    }
}
