package io.riffle.watch.quality;

import io.riffle.config.FieldFault;
import io.riffle.config.QualityConfig;
import io.riffle.schema.DeadLetterReason;
import io.riffle.schema.QualityReport;
import io.riffle.watch.window.ClosedWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A window's counts as a report. */
final class QualityReports {
    private final QualityStage stage;
    private final QualityConfig config;
    private final QualityLayout layout;
    private final double threshold;

    QualityReports(QualityStage stage) {
        this.stage = stage;
        config = stage.config();
        layout = stage.layout();
        threshold = (double) config.window().toMillis()
                / config.judging().falseAlarmEvery().toMillis()
                / expectations(config);
    }

    /** The fixed ones, the volume, and what is declared. */
    private static int expectations(QualityConfig config) {
        return 3
                + (config.freshness().isPresent() ? 1 : 0)
                + config.reasons().size()
                + config.fields().values().stream().mapToInt(Map::size).sum();
    }

    QualityReport of(ClosedWindow<QualityCounts> window) {
        QualityCounts counts = window.counts();
        boolean judged = counts.rows() >= config.judging().minRows();
        List<QualityReport.Check> checks = checks(
                counts, new ShareJudge(judged ? threshold : 0, config.judging().minEffect()));
        Optional<QualityReport.Volume> volume = volumes().judge(window);
        long failed = checks.stream().filter(check -> check.severity().fires()).count()
                + volume.filter(usual -> usual.severity().fires()).stream().count();
        return new QualityReport(
                stage.pipeline(),
                new QualityReport.Window(
                        window.key().start(), window.key().end(), window.revision(), window.partitions()),
                new QualityReport.Events(
                        counts.rows(),
                        counts.rejected(),
                        counts.get(QualityLayout.DUPLICATES),
                        counts.get(QualityLayout.LATE)),
                new QualityReport.Verdict(threshold, judged, (int) failed, checks),
                reasons(counts),
                fields(counts),
                freshness(counts),
                volume.orElse(null));
    }

    /** Judges numbers of events. */
    VolumeJudge volumes() {
        return new VolumeJudge(config.volume(), config.windowsPerDay(), threshold);
    }

    private List<QualityReport.Check> checks(QualityCounts counts, ShareJudge judge) {
        long rows = counts.rows();
        long accepted = rows - counts.rejected();
        List<QualityReport.Check> checks = new ArrayList<>();
        checks.add(judge.judge("rejected", counts.rejected(), rows, config.rejected()));
        checks.add(judge.judge("duplicates", counts.get(QualityLayout.DUPLICATES), rows, config.duplicates()));
        config.freshness()
                .ifPresent(fresh ->
                        checks.add(judge.judge("freshness", counts.get(QualityLayout.STALE), accepted, fresh.share())));
        config.reasons()
                .forEach((reason, share) -> checks.add(
                        judge.judge("reason." + reason.label(), counts.get(QualityLayout.slot(reason)), rows, share)));
        config.fieldsInOrder().forEach((name, faults) -> {
            int field = layout.field(name);
            long looked = accepted + counts.get(layout.blamed(field));
            faults.forEach((fault, share) -> checks.add(
                    judge.judge(name + "." + fault.label(), counts.get(layout.slot(field, fault)), looked, share)));
        });
        checks.sort(Comparator.comparing(
                        (QualityReport.Check check) -> !check.severity().fires())
                .thenComparing(check -> check.expected() - check.share())
                .thenComparing(QualityReport.Check::check));
        return checks;
    }

    private static Map<String, Long> reasons(QualityCounts counts) {
        Map<String, Long> reasons = new TreeMap<>();
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            long count = counts.get(QualityLayout.slot(reason));
            if (count > 0) {
                reasons.put(reason.label(), count);
            }
        }
        return reasons;
    }

    private List<QualityReport.Field> fields(QualityCounts counts) {
        long accepted = counts.rows() - counts.rejected();
        List<QualityReport.Field> fields = new ArrayList<>();
        for (int field = 0; field < layout.fields().size(); field++) {
            long rows = accepted + counts.get(layout.blamed(field));
            long missing = counts.get(layout.slot(field, FieldFault.MISSING));
            fields.add(new QualityReport.Field(
                    layout.fields().get(field),
                    rows,
                    rows == 0 ? 1 : 1 - (double) missing / rows,
                    missing,
                    counts.get(layout.slot(field, FieldFault.WRONG_TYPE)),
                    counts.get(layout.slot(field, FieldFault.OUT_OF_RANGE)),
                    counts.get(layout.slot(field, FieldFault.OUTLIER)),
                    counts.get(layout.slot(field, FieldFault.UNKNOWN_CATEGORY))));
        }
        return fields;
    }

    private QualityReport.Freshness freshness(QualityCounts counts) {
        long accepted = counts.rows() - counts.rejected();
        @Nullable Long late = config.freshness().isPresent() ? counts.get(QualityLayout.STALE) : null;
        if (accepted == 0) {
            return QualityReport.Freshness.ofNothing(late);
        }
        double mean = (double) counts.get(QualityLayout.AGE_SUM) / accepted;
        return new QualityReport.Freshness(
                mean, age(counts, accepted, 0.5), age(counts, accepted, 0.95), counts.oldest(), late);
    }

    /** The upper end of the bin that holds that share of the ages: at most twice too much. */
    private static @Nullable Double age(QualityCounts counts, long accepted, double share) {
        long seen = 0;
        for (int bin = 0; bin < QualityLayout.ageBins(); bin++) {
            seen += counts.get(QualityLayout.firstAge() + bin);
            if (seen >= share * accepted) {
                return Math.min((double) counts.oldest(), Math.scalb(1.0, bin) - 1);
            }
        }
        return (double) counts.oldest();
    }
}
