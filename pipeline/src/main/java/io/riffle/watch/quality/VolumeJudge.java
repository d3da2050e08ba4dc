package io.riffle.watch.quality;

import io.riffle.config.VolumeConfig;
import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import io.riffle.stats.UsualCount;
import io.riffle.watch.window.ClosedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a window had as many events as the same time of day usually has. A window's number is judged when the next one is:
 * until then slow partitions may still add to it, and half of the events would look like an outage.
 */
final class VolumeJudge {
    private final VolumeConfig config;
    private final int windowsPerDay;
    private final double threshold;

    VolumeJudge(VolumeConfig config, int windowsPerDay, double threshold) {
        this.config = config;
        this.windowsPerDay = windowsPerDay;
        this.threshold = threshold;
    }

    /** Empty where the window before had no events, which the very first one cannot tell from an outage. */
    Optional<QualityReport.Volume> judge(ClosedWindow<QualityCounts> window) {
        return window.before()
                .apply(1)
                .map(counts -> judge(window.key().before(1).start(), counts.rows(), days(window)));
    }

    private QualityReport.Volume judge(long from, long rows, long[] days) {
        if (days.length < 2) {
            return new QualityReport.Volume(from, rows, days.length, null, null, Severity.NONE);
        }
        UsualCount usual = UsualCount.of(rows, days);
        Severity severity = days.length < config.minDays() || usual.probability() >= threshold
                ? Severity.NONE
                : severity(rows, usual.expected());
        return new QualityReport.Volume(from, rows, days.length, usual.expected(), usual.probability(), severity);
    }

    private Severity severity(long rows, double expected) {
        if (Math.abs(rows - expected) < config.minChange() * expected) {
            return Severity.NONE;
        }
        double factor = Math.max((rows + 1) / (expected + 1), (expected + 1) / (rows + 1));
        if (factor >= 10) {
            return Severity.HIGH;
        }
        return factor >= 4 ? Severity.MEDIUM : Severity.LOW;
    }

    /** The events of the same window on the days before; a window without events between others had none. */
    private long[] days(ClosedWindow<QualityCounts> window) {
        List<Long> days = new ArrayList<>();
        int known = 0;
        for (int day = 1; day <= config.days(); day++) {
            Optional<QualityCounts> counts = window.before().apply(1 + day * windowsPerDay);
            days.add(counts.map(QualityCounts::rows).orElse(0L));
            known = counts.isPresent() ? day : known;
        }
        return days.subList(0, known).stream().mapToLong(Long::longValue).toArray();
    }
}
