package io.riffle.watch.drift;

import io.riffle.watch.window.MergeableCounts;
import java.nio.ByteBuffer;

/**
 * The counts of one window: rows per bin of all features, four sums for each number, and what shows how rows depend on each
 * other. A bin's count stops at the largest int: 2 billion rows of one bin tell as much as more.
 *
 * <pre>rows long, late long, bins int, sums int, bins, sums, {@link UnbinnedCounts} if there are no bins, else {@link
 * ClusterCells}; earlier versions had none of the latter</pre>
 */
public final class DriftCounts implements MergeableCounts<DriftCounts> {
    private static final int HEADER = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int LEAST = 2;
    private static final int MOST = 3;

    private final int[] bins;
    private final double[] sums;
    private final UnbinnedCounts unbinned;
    private ClusterCells cells = ClusterCells.NONE;
    private long rows;
    private long late;

    /** No rows yet, in a layout with so many bins and sums. */
    public DriftCounts(int slots, int sums) {
        this(slots, sums, UnbinnedCounts.NONE);
    }

    DriftCounts(int slots, int sums, UnbinnedCounts unbinned) {
        this.unbinned = unbinned;
        bins = new int[slots];
        this.sums = new double[sums];
        for (int i = 0; i < sums; i += MOST + 1) {
            this.sums[i + LEAST] = Double.POSITIVE_INFINITY;
            this.sums[i + MOST] = Double.NEGATIVE_INFINITY;
        }
    }

    static DriftCounts read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER) {
            throw new IllegalStateException("counts must have at least " + HEADER + " bytes: had " + bytes.length);
        }
        long rows = buffer.getLong();
        long late = buffer.getLong();
        int slots = buffer.getInt();
        int sums = buffer.getInt();
        long binned = (long) slots * Integer.BYTES + (long) sums * Double.BYTES;
        if (slots < 0 || sums < 0 || buffer.remaining() < binned) {
            throw new IllegalStateException("counts must have " + slots + " bins and " + sums + " sums: had "
                    + buffer.remaining() + " bytes for them");
        }
        ByteBuffer more = buffer.slice(HEADER + (int) binned, buffer.remaining() - (int) binned);
        DriftCounts counts = new DriftCounts(slots, sums, slots > 0 ? UnbinnedCounts.NONE : UnbinnedCounts.read(more));
        counts.cells = slots > 0 ? ClusterCells.read(more) : ClusterCells.NONE;
        counts.rows = rows;
        counts.late = late;
        buffer.asIntBuffer().get(counts.bins);
        buffer.position(HEADER + slots * Integer.BYTES);
        buffer.asDoubleBuffer().get(counts.sums);
        return counts;
    }

    @Override
    public byte[] toBytes() {
        int binned = HEADER + bins.length * Integer.BYTES + sums.length * Double.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(binned + unbinned.bytes() + cells.bytes());
        buffer.putLong(rows).putLong(late).putInt(bins.length).putInt(sums.length);
        buffer.asIntBuffer().put(bins);
        buffer.position(HEADER + bins.length * Integer.BYTES);
        buffer.asDoubleBuffer().put(sums);
        unbinned.write(buffer.position(binned));
        cells.write(buffer);
        return buffer.array();
    }

    @Override
    public void add(DriftCounts other) {
        rows += other.rows;
        late += other.late;
        unbinned.add(other.unbinned);
        cells = cells.plus(other.cells);
        for (int i = 0; i < bins.length; i++) {
            bins[i] = (int) Math.min(Integer.MAX_VALUE, (long) bins[i] + other.bins[i]);
        }
        for (int i = 0; i < sums.length; i += MOST + 1) {
            sums[i] += other.sums[i];
            sums[i + 1] += other.sums[i + 1];
            sums[i + LEAST] = Math.min(sums[i + LEAST], other.sums[i + LEAST]);
            sums[i + MOST] = Math.max(sums[i + MOST], other.sums[i + MOST]);
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    /** Rows of windows that were closed already when they came; they are counted here and nowhere else. */
    long late() {
        return late;
    }

    /** Rows by cluster; begun anew where they were counted in other coarse bins, or not at all. */
    ClusterCells cells(ClusterLayout layout) {
        if (!cells.isOf(layout)) {
            cells = ClusterCells.of(layout);
        }
        return cells;
    }

    /** Rows by cluster as they were counted; none if they were counted in other coarse bins. */
    ClusterCells knownCells(ClusterLayout layout) {
        return cells.isOf(layout) ? cells : ClusterCells.NONE;
    }

    void addRows(long more) {
        rows += more;
    }

    void addLate(long more) {
        late += more;
    }

    void count(int bin) {
        count(bin, 1);
    }

    void count(int bin, long more) {
        bins[bin] = (int) Math.min(Integer.MAX_VALUE, bins[bin] + more);
    }

    UnbinnedCounts unbinned() {
        return unbinned;
    }

    /** Sets the four sums of a number. */
    void sums(int at, double[] four) {
        System.arraycopy(four, 0, sums, at, four.length);
    }

    /** Adds a finite number to its sums; {@code difference} is from the feature's pivot. */
    void sum(int at, double value, double difference) {
        sums[at] += difference;
        sums[at + 1] += difference * difference;
        sums[at + LEAST] = Math.min(sums[at + LEAST], value);
        sums[at + MOST] = Math.max(sums[at + MOST], value);
    }

    long[] bins(CountedFeature feature) {
        long[] counts = new long[feature.bins()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bins[feature.offset() + i];
        }
        return counts;
    }

    long missing(CountedFeature feature) {
        return bins[feature.missing()];
    }

    double sum(int at) {
        return sums[at];
    }
}
