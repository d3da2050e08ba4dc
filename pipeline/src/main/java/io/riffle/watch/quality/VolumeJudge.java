package io.riffle.watch.quality;

import io.riffle.config.VolumeConfig;
import io.riffle.schema.QualityReport;
import io.riffle.schema.Severity;
import io.riffle.stats.UsualCount;
import io.riffle.stats.UsualOfDays;
import io.riffle.watch.window.ClosedWindow;
import io.riffle.watch.window.SilentWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Whether a window had as many events as the same time usually has, on the same weekday where enough weeks are known. A window's number is judged when the next one is:
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

    /** Of the window before; empty if it had no events, and no day tells that it should have had some. */
    Optional<QualityReport.Volume> judge(ClosedWindow<QualityCounts> window) {
        IntFunction<Optional<QualityCounts>> before = window.before();
        Optional<QualityCounts> counts = before.apply(1);
        long[] days = days(back -> before.apply(1 + back));
        long from = window.key().before(1).start();
        return counts.isEmpty() && days.length == 0
                ? Optional.empty()
                : Optional.of(judge(from, counts.map(QualityCounts::rows).orElse(0L), days));
    }

    /** Of the last window that is over without events. */
    Optional<QualityReport.Volume> judge(SilentWindows<QualityCounts> silence) {
        int missing = silence.missing();
        long[] days = days(
                back -> back < missing ? Optional.empty() : silence.before().apply(back - missing));
        long from = silence.newest().before(-missing).start();
        return days.length == 0 ? Optional.empty() : Optional.of(judge(from, 0, days));
    }

    private QualityReport.Volume judge(long from, long rows, long[] days) {
        if (days.length < 2) {
            return new QualityReport.Volume(from, rows, days.length, null, null, Severity.NONE);
        }
        UsualCount usual = UsualOfDays.of(rows, days);
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
    private long[] days(IntFunction<Optional<QualityCounts>> before) {
        List<Long> days = new ArrayList<>();
        int known = 0;
        for (int day = 1; day <= config.days(); day++) {
            Optional<QualityCounts> counts = before.apply(day * windowsPerDay);
            days.add(counts.map(QualityCounts::rows).orElse(0L));
            known = counts.isPresent() ? day : known;
        }
        return days.subList(0, known).stream().mapToLong(Long::longValue).toArray();
    }
}
