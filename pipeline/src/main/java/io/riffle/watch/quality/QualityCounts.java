package io.riffle.watch.quality;

import io.riffle.watch.window.MergeableCounts;
import java.nio.ByteBuffer;

/** The counts of one window, placed by a {@link QualityLayout}, and the largest age. */
public final class QualityCounts implements MergeableCounts<QualityCounts> {
    private final long[] counts;
    private long oldest;

    /** Nothing yet. */
    public QualityCounts(int slots) {
        counts = new long[slots];
    }

    static QualityCounts read(byte[] bytes) {
        if (bytes.length < 2 * Long.BYTES || bytes.length % Long.BYTES != 0) {
            throw new IllegalStateException("quality counts must be whole numbers: had " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        QualityCounts read = new QualityCounts(bytes.length / Long.BYTES - 1);
        read.oldest = buffer.getLong();
        buffer.asLongBuffer().get(read.counts);
        return read;
    }

    @Override
    public byte[] toBytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate((counts.length + 1) * Long.BYTES).putLong(oldest);
        buffer.asLongBuffer().put(counts);
        return buffer.array();
    }

    @Override
    public void add(QualityCounts other) {
        if (other.counts.length != counts.length) {
            throw new IllegalStateException(
                    "counts of one layout must be as many: was " + counts.length + " and " + other.counts.length);
        }
        oldest = Math.max(oldest, other.oldest);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Takes back what was added; ages stay. */
    void subtract(QualityCounts added) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= added.counts[i];
        }
    }

    @Override
    public long rows() {
        return counts[QualityLayout.ROWS];
    }

    void count(int slot) {
        counts[slot]++;
    }

    void age(long milliseconds) {
        counts[QualityLayout.AGE_SUM] += milliseconds;
        counts[QualityLayout.ageSlot(milliseconds)]++;
        oldest = Math.max(oldest, milliseconds);
    }

    long get(int slot) {
        return counts[slot];
    }

    /** The largest age in milliseconds. */
    long oldest() {
        return oldest;
    }

    /** Dead letters of all reasons. */
    long rejected() {
        long sum = 0;
        for (int i = QualityLayout.REASONS; i < QualityLayout.firstAge(); i++) {
            sum += counts[i];
        }
        return sum;
    }
}
