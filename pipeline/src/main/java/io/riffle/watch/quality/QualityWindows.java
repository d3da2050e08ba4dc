package io.riffle.watch.quality;

import io.riffle.frame.EventFrame;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowedCounting;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one node, in which every event counts once, in that of its event time. A dead letter may have no event time
 * that can be trusted, so it counts where the partition's event time stands; before the first event it waits. An event that is
 * late for its window counts in the earliest open one, and one that is dated ahead where its record was written: the windows
 * together hold exactly what arrived.
 */
final class QualityWindows {
    private static final String ALL = "all";
    /** Event times begin after it; the window that starts then holds what waits for the first event. */
    private static final long UNKNOWN = 0;

    private final QualityStage stage;
    private final RowQuality rules;
    private final WindowedCounting<QualityCounts> counting;
    private final OpenWindowsStore<QualityCounts> windows;
    private boolean timeKnown;

    QualityWindows(QualityStage stage, WindowedCounting<QualityCounts> counting) {
        this.stage = stage;
        this.counting = counting;
        rules = stage.rowQuality();
        windows = counting.windows();
        timeKnown = Math.max(counting.eventTime(), windows.firstOpen()) > UNKNOWN;
    }

    void scored(EventFrame events) {
        placeWaiting(events.reachedTime(0));
        int late = 0;
        long start = Long.MIN_VALUE;
        QualityCounts counts = null;
        for (int row = 0; row < events.size(); row++) {
            long own = windows.startOf(events.reachedTime(row));
            boolean closed = windows.isClosed(own);
            late += closed ? 1 : 0;
            long counted = closed ? windows.firstOpen() : own;
            if (counts == null || counted != start) {
                save(start, counts);
                start = counted;
                counts = counts(counted);
            }
            rules.accepted(events, row, counts);
            if (closed) {
                counts.count(QualityLayout.LATE);
            }
        }
        save(start, counts);
        stage.metrics().scoredRows(events.size());
        stage.metrics().lateRows(late);
        reached(events.latestReachedTime());
    }

    void refused(String reason, @Nullable String field) {
        long eventTime = Math.max(UNKNOWN, counting.eventTime());
        long start = Math.max(windows.startOf(eventTime), windows.firstOpen());
        QualityCounts counts = counts(start);
        rules.rejected(reason, field, counts);
        save(start, counts);
        stage.metrics().rejectedRow();
    }

    /** Event time has come that far in this partition. */
    void reached(long latest) {
        placeWaiting(latest);
        advance(counting.reached(latest));
    }

    void closeQuiet(long now) {
        if (timeKnown) {
            counting.quietTime(now).ifPresent(this::advance);
        }
    }

    private void advance(long time) {
        windows.advance(time, counting::send);
    }

    /** The first event time of the partition: what was refused before counts there. */
    private void placeWaiting(long time) {
        if (timeKnown || time <= UNKNOWN) {
            return;
        }
        timeKnown = true;
        windows.remove(key(UNKNOWN)).ifPresent(waiting -> {
            long start = windows.startOf(time);
            QualityCounts counts = counts(start);
            counts.add(waiting);
            save(start, counts);
        });
    }

    private QualityCounts counts(long start) {
        return windows.counts(key(start), () -> new QualityCounts(stage.layout().slots()));
    }

    private void save(long start, @Nullable QualityCounts counts) {
        if (counts != null) {
            windows.save(key(start), counts);
        }
    }

    private WindowKey key(long start) {
        return new WindowKey(
                QualityProcessor.KIND,
                stage.pipeline(),
                "",
                ALL,
                stage.layout().fingerprint(),
                start,
                stage.config().window().toMillis());
    }
}
