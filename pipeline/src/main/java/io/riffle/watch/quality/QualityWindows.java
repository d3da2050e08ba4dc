package io.riffle.watch.quality;

import io.riffle.frame.EventFrame;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowedCounting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one node, in which every event counts once, in that of its event time. A dead letter may have no event time
 * that can be trusted, so it counts where the partition's event time stands: at first where it stood before the letter's
 * frame, and when the frame's rows come, where those before the letter have brought it. Before the first event it waits.
 * An event that is late for its window counts in the earliest open one, and one that is dated ahead where its record was
 * written: the windows together hold exactly what arrived.
 */
final class QualityWindows {
    private static final String ALL = "all";
    /** Event times begin after it; the window that starts then holds what waits for the first event. */
    private static final long UNKNOWN = 0;

    /** A frame has fewer; more come only if no event is accepted for long. */
    private static final int MOST_LETTERS = 100_000;

    private final QualityStage stage;
    private final RowQuality rules;
    private final WindowedCounting<QualityCounts> counting;
    private final OpenWindowsStore<QualityCounts> windows;
    /** Of the frame whose rows are to come. A crash between the two leaves them where they are counted already. */
    private final List<Letter> letters = new ArrayList<>();

    private boolean timeKnown;

    /** @param offset where it stands in the events topic */
    private record Letter(long offset, long start, QualityCounts counts) {}

    QualityWindows(QualityStage stage, WindowedCounting<QualityCounts> counting) {
        this.stage = stage;
        this.counting = counting;
        rules = stage.rowQuality();
        windows = counting.windows();
        timeKnown = Math.max(counting.eventTime(), windows.firstOpen()) > UNKNOWN;
    }

    void scored(EventFrame events) {
        placeWaiting(events.reachedTime(0));
        moveLetters(events);
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

    void refused(String reason, @Nullable String field, long offset) {
        long eventTime = Math.max(UNKNOWN, counting.eventTime());
        long start = Math.max(windows.startOf(eventTime), windows.firstOpen());
        QualityCounts letter = new QualityCounts(stage.layout().slots());
        rules.rejected(reason, field, letter);
        QualityCounts counts = counts(start);
        counts.add(letter);
        save(start, counts);
        if (letters.size() < MOST_LETTERS) {
            letters.add(new Letter(offset, start, letter));
        }
        stage.metrics().rejectedRow();
    }

    /** A frame of a replay may reach over several windows. */
    private void moveLetters(EventFrame events) {
        int row = 0;
        long reached = Long.MIN_VALUE;
        for (Letter letter : letters) {
            while (row < events.size() && events.row(row).position().offset() < letter.offset()) {
                reached = Math.max(reached, events.reachedTime(row++));
            }
            if (row > 0 && windows.startOf(reached) > letter.start() && !windows.isClosed(letter.start())) {
                move(letter, windows.startOf(reached));
            }
        }
        letters.clear();
    }

    private void move(Letter letter, long to) {
        QualityCounts before = counts(letter.start());
        before.subtract(letter.counts());
        save(letter.start(), before);
        QualityCounts after = counts(to);
        after.add(letter.counts());
        save(to, after);
    }

    /** Letters before are counted where they belong, because the time before them was told. */
    void reachedElsewhere(long latest) {
        letters.clear();
        reached(latest);
    }

    /** Event time has come that far in this partition. */
    private void reached(long latest) {
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
            letters.replaceAll(letter -> new Letter(letter.offset(), start, letter.counts()));
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
