package io.riffle.benchmark;

import io.riffle.feature.FeatureSchema;
import io.riffle.feature.FeatureTable;
import io.riffle.scoring.ActiveModels;
import io.riffle.scoring.ModelSource;
import io.riffle.scoring.Scorer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Scores frames as fast as it can on a thread of its own, as a task does. */
final class FrameLoop implements AutoCloseable {
    private static final int SAMPLES = 1 << 20;

    private final ModelSource models;
    private final FeatureTable table;
    private final int rows;
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread = new Thread(this::run, "frames");
    private final long[] nanoseconds = new long[SAMPLES];
    private int samples;
    private volatile boolean stopping;

    FrameLoop(ModelSource models, FeatureSchema schema, int rows) {
        this.models = models;
        this.rows = rows;
        table = new FeatureTable(schema, rows);
        for (int column = 0; column < schema.size(); column++) {
            for (int row = 0; row < rows && schema.feature(column).type().isNumber(); row++) {
                table.number(column, row, 1 + row % 7);
            }
        }
        thread.start();
    }

    /** The 99th percentile of a frame's nanoseconds since the last call. */
    synchronized double measure() {
        long[] sorted = Arrays.copyOf(nanoseconds, samples);
        samples = 0;
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)];
    }

    long frames() {
        return frames.get();
    }

    /** Frames with a row that was not scored. */
    long failed() {
        return failed.get();
    }

    private void run() {
        @Nullable Scorer scorer = null;
        Scorer.@Nullable Run run = null;
        while (!stopping) {
            long start = System.nanoTime();
            try (ActiveModels active = models.acquire()) {
                Scorer current = active.lanes().get(0).scorer();
                if (run == null || current != scorer) {
                    if (run != null) {
                        run.close();
                    }
                    scorer = current;
                    run = current.open(rows);
                }
                if (!run.score(table, rows).failures().isEmpty()) {
                    failed.incrementAndGet();
                }
            }
            sample(System.nanoTime() - start);
        }
        if (run != null) {
            run.close();
        }
    }

    private synchronized void sample(long took) {
        frames.incrementAndGet();
        if (samples < SAMPLES) {
            nanoseconds[samples++] = took;
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
