package io.riffle.watch.drift;

import io.riffle.config.DriftConfig;
import io.riffle.frame.EventFrame;
import io.riffle.frame.ScoredFrame;
import io.riffle.metrics.DriftMetrics;
import io.riffle.watch.window.CountingPlace;
import io.riffle.watch.window.OpenWindowsStore;
import io.riffle.watch.window.WindowKey;
import io.riffle.watch.window.WindowedCounting;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Counts the rows of each scored frame and passes the frame on. When a window is over, what this partition counted in it
 * goes to where the counts of all partitions meet. Where no events come, windows are closed by the wall clock, counted
 * from the last event on. An event that is dated ahead counts in the window in which its record was written.
 */
public final class DriftProcessor extends ContextualProcessor<byte[], ScoredFrame, byte[], Object> {
    /** The store of the windows that are still counted. */
    public static final String OPEN_WINDOWS = "drift-windows";

    /** The name of this kind of counts. */
    public static final String KIND = "drift";

    private final DriftConfig config;
    private final DriftLayouts layouts;
    private final DriftMetrics metrics;
    private final String next;
    private final String partSink;
    private OpenWindowsStore<DriftCounts> windows;
    private WindowedCounting<DriftCounts> counting;
    private final RowClusters clusters = new RowClusters();
    private int[] chosen = new int[0];
    private long[] starts = new long[0];

    /**
     * One processor per task; it needs the store {@link #OPEN_WINDOWS}.
     *
     * @param next the child that gets the frames; empty if there is none
     * @param partSink the child that gets the parts of closed windows
     */
    public DriftProcessor(
            DriftConfig config, DriftLayouts layouts, DriftMetrics metrics, String next, String partSink) {
        this.config = config;
        this.layouts = layouts;
        this.metrics = metrics;
        this.next = next;
        this.partSink = partSink;
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return OpenWindowsStore.builder(OPEN_WINDOWS);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        windows = new OpenWindowsStore<>(
                context.getStateStore(OPEN_WINDOWS),
                DriftCounts::read,
                config.window().toMillis(),
                config.judging().grace().toMillis());
        counting = new WindowedCounting<>(context, new WindowedCounting.Output(partSink, CountingPlace.FIRST), windows);
        context.schedule(
                WindowedCounting.TICK,
                PunctuationType.WALL_CLOCK_TIME,
                now -> counting.quietTime(now).ifPresent(this::advance));
    }

    @Override
    public void process(Record<byte[], ScoredFrame> record) {
        ScoredFrame frame = record.value();
        layouts.of(frame.version()).ifPresent(layout -> count(layout, frame));
        advance(counting.reached(frame.events().latestReachedTime()));
        if (!next.isEmpty()) {
            context().forward(record, next);
        }
    }

    /** Usually all rows of a frame fall into one window; each further window costs a pass over the rows. */
    private void count(DriftLayout layout, ScoredFrame frame) {
        EventFrame events = frame.events();
        int rows = events.size();
        makeRoom(rows);
        long newest = Long.MIN_VALUE;
        int late = 0;
        for (int row = 0; row < rows; row++) {
            starts[row] = windows.startOf(events.reachedTime(row));
            newest = Math.max(newest, starts[row]);
            late += windows.isClosed(starts[row]) ? 1 : 0;
        }
        long done = Long.MIN_VALUE;
        for (Optional<Long> start = nextStart(rows, done); start.isPresent(); start = nextStart(rows, done)) {
            done = start.get();
            countIn(layout, frame, done, done == newest ? late : 0);
        }
        if (late > 0) {
            metrics.lateRows(late);
            if (windows.isClosed(newest)) {
                countLate(layout, frame, late);
            }
        }
        metrics.countedRows(rows - late);
    }

    private void makeRoom(int rows) {
        if (rows > chosen.length) {
            chosen = new int[rows];
            starts = new long[rows];
        }
    }

    /** The earliest open window after one that is done. */
    private Optional<Long> nextStart(int rows, long done) {
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < rows; row++) {
            if (starts[row] > done && starts[row] < earliest && !windows.isClosed(starts[row])) {
                earliest = starts[row];
            }
        }
        return earliest == Long.MAX_VALUE ? Optional.empty() : Optional.of(earliest);
    }

    private void countIn(DriftLayout layout, ScoredFrame frame, long start, int late) {
        int count = 0;
        for (int row = 0; row < frame.events().size(); row++) {
            if (starts[row] == start) {
                chosen[count++] = row;
            }
        }
        WindowKey key = key(layout, frame, start);
        DriftCounts counts = windows.counts(key, layout::fresh);
        clusters.look(frame.events(), chosen, count, start, config.window().toMillis());
        RowCounter.count(layout, frame, chosen, count, clusters, counts);
        counts.addLate(late);
        windows.save(key, counts);
    }

    /** A frame of late rows only: they are counted as such in the earliest window that can be open. */
    private void countLate(DriftLayout layout, ScoredFrame frame, int late) {
        WindowKey key = key(layout, frame, windows.firstOpen());
        DriftCounts counts = windows.counts(key, layout::fresh);
        counts.addLate(late);
        windows.save(key, counts);
    }

    private WindowKey key(DriftLayout layout, ScoredFrame frame, long start) {
        return new WindowKey(
                KIND,
                frame.model(),
                frame.version(),
                frame.variant(),
                layout.fingerprint(),
                start,
                config.window().toMillis());
    }

    private void advance(long time) {
        windows.advance(time, (key, counts) -> {
            counting.send(key, counts);
            metrics.closedWindow();
        });
    }
}
