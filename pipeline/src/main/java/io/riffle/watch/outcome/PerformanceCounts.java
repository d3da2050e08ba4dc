package io.riffle.watch.outcome;

import io.riffle.config.OutcomesConfig;
import io.riffle.watch.window.MergeableCounts;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one window: all that are known, and those that were known when the window's labels had had time enough. Only
 * the latter are judged, so that a window is looked at once, however often labels come later or are corrected.
 */
final class PerformanceCounts implements MergeableCounts<PerformanceCounts> {
    private static final byte UNSENT = 1;
    private static final byte CLOSED = 2;

    private final OutcomesConfig config;
    private final PerformanceSum now;
    private @Nullable PerformanceSum atClose;
    private boolean unsent;

    PerformanceCounts(OutcomesConfig config) {
        this(config, PerformanceSum.empty(config));
    }

    private PerformanceCounts(OutcomesConfig config, PerformanceSum now) {
        this.config = config;
        this.now = now;
    }

    static PerformanceCounts read(OutcomesConfig config, byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte flags = bytes.get();
        PerformanceCounts read = new PerformanceCounts(config, sum(config, bytes));
        read.unsent = (flags & UNSENT) != 0;
        read.atClose = (flags & CLOSED) == 0 ? null : sum(config, bytes);
        return read;
    }

    private static PerformanceSum sum(OutcomesConfig config, ByteBuffer from) {
        byte[] body = new byte[from.getInt()];
        from.get(body);
        return PerformanceSum.read(config, body);
    }

    void add(JoinedOutcome outcome) {
        if (outcome.before() != null) {
            now.change(outcome.event(), outcome.before(), -1);
        }
        now.change(outcome.event(), outcome.label().truth(), 1);
        unsent = true;
    }

    /** From now on outcomes do not change what is judged. */
    void close() {
        atClose = PerformanceSum.read(config, now.toBytes());
        unsent = true;
    }

    boolean isClosed() {
        return atClose != null;
    }

    /** What is judged; null while labels are awaited. */
    @Nullable
    PerformanceSum atClose() {
        return atClose;
    }

    PerformanceSum now() {
        return now;
    }

    /** Whether there is something that the merge does not know. */
    boolean isUnsent() {
        return unsent;
    }

    void sent() {
        unsent = false;
    }

    @Override
    public long rows() {
        return now.outcomes();
    }

    /** A window of several partitions is closed when all of them have closed it. */
    @Override
    public void add(PerformanceCounts other) {
        now.add(other.now);
        if (atClose != null && other.atClose != null) {
            atClose.add(other.atClose);
        } else {
            atClose = null;
        }
    }

    @Override
    public byte[] toBytes() {
        byte[] first = now.toBytes();
        byte[] second = atClose == null ? new byte[0] : atClose.toBytes();
        int length = 1 + Integer.BYTES + first.length + (atClose == null ? 0 : Integer.BYTES + second.length);
        ByteBuffer bytes = ByteBuffer.allocate(length)
                .put((byte) ((unsent ? UNSENT : 0) | (atClose == null ? 0 : CLOSED)))
                .putInt(first.length)
                .put(first);
        if (atClose != null) {
            bytes.putInt(second.length).put(second);
        }
        return bytes.array();
    }
}
