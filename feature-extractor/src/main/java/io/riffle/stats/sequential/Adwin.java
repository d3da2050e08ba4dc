package io.riffle.stats.sequential;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ADWIN (Bifet and Gavalda, SDM 2007): keeps the longest window in which no two parts have different means, in
 * exponentially growing buckets, and alarms if it has to drop an old part. Its bound assumes values between 0 and 1.
 */
public final class Adwin implements SequentialDetector {
    private static final int BUCKETS_PER_SIZE = 5;
    private static final int CHECK_EVERY = 32;
    private static final int FEWEST = 5;

    private final double confidence;
    /** Level i holds buckets of 2^i values, oldest first. */
    private final List<List<Bucket>> levels = new ArrayList<>();

    private long count;
    private double sum;
    private double squares;
    private long seen;

    /** @param confidence bound on the probability of a false alarm at one check; the paper's delta, such as 0.002 */
    public Adwin(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be between 0 and 1: was " + confidence);
        }
        this.confidence = confidence;
    }

    @Override
    public boolean add(double value) {
        append(new Bucket(1, value, 0));
        seen++;
        if (seen % CHECK_EVERY != 0) {
            return false;
        }
        boolean changed = false;
        while (cut()) {
            dropOldest();
            changed = true;
        }
        return changed;
    }

    /** Totals, then each level as its number of buckets and the buckets: about 3 KB for a million values. */
    @Override
    public byte[] toBytes() {
        int buckets = levels.stream().mapToInt(List::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(
                4 * Double.BYTES + Integer.BYTES * (1 + levels.size()) + buckets * 3 * Double.BYTES);
        bytes.putLong(count).putDouble(sum).putDouble(squares).putLong(seen).putInt(levels.size());
        for (List<Bucket> level : levels) {
            bytes.putInt(level.size());
            level.forEach(
                    bucket -> bytes.putLong(bucket.count).putDouble(bucket.sum).putDouble(bucket.squares));
        }
        return bytes.array();
    }

    @Override
    public void restore(byte[] state) {
        ByteBuffer bytes = ByteBuffer.wrap(state);
        try {
            count = bytes.getLong();
            sum = bytes.getDouble();
            squares = bytes.getDouble();
            seen = bytes.getLong();
            levels.clear();
            int number = bytes.getInt();
            for (int level = 0; level < number; level++) {
                List<Bucket> row = new ArrayList<>();
                int size = bytes.getInt();
                for (int i = 0; i < size; i++) {
                    row.add(new Bucket(bytes.getLong(), bytes.getDouble(), bytes.getDouble()));
                }
                levels.add(row);
            }
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("an ADWIN state must be whole: had " + state.length + " bytes", cut);
        }
    }

    /** The number of values in the window. */
    public long size() {
        return count;
    }

    public double mean() {
        return sum / count;
    }

    private void append(Bucket bucket) {
        if (count > 0) {
            double difference = bucket.sum - sum / count;
            squares += difference * difference * count / (count + 1.0);
        }
        count++;
        sum += bucket.sum;
        Bucket carried = bucket;
        for (int level = 0; carried != null; level++) {
            carried = insert(level, carried);
        }
    }

    private @Nullable Bucket insert(int level, Bucket bucket) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Bucket> row = levels.get(level);
        row.add(bucket);
        return row.size() > BUCKETS_PER_SIZE ? row.remove(0).plus(row.remove(0)) : null;
    }

    private void dropOldest() {
        List<Bucket> row = levels.get(levels.size() - 1);
        Bucket oldest = row.remove(0);
        count -= oldest.count;
        sum -= oldest.sum;
        double gap = oldest.sum / oldest.count - (count == 0 ? 0 : sum / count);
        squares = Math.max(
                0, squares - oldest.squares - gap * gap * ((double) oldest.count * count / (oldest.count + count)));
        while (!levels.isEmpty() && levels.get(levels.size() - 1).isEmpty()) {
            levels.remove(levels.size() - 1);
        }
    }

    /** Whether some cut parts the window into two whose means are too far apart. */
    private boolean cut() {
        long oldCount = 0;
        double oldSum = 0;
        for (int level = levels.size() - 1; level >= 0; level--) {
            for (Bucket bucket : levels.get(level)) {
                oldCount += bucket.count;
                oldSum += bucket.sum;
                long newCount = count - oldCount;
                if (newCount < FEWEST) {
                    return false;
                }
                if (oldCount >= FEWEST && differ((double) oldCount, oldSum, (double) newCount, sum - oldSum)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean differ(double oldCount, double oldSum, double newCount, double newSum) {
        double harmonic = 1 / (1 / oldCount + 1 / newCount);
        double logarithm = Math.log(2 * Math.log((double) count) / confidence);
        double variance = squares / count;
        double bound = Math.sqrt(2 / harmonic * variance * logarithm) + 2 / (3 * harmonic) * logarithm;
        return Math.abs(oldSum / oldCount - newSum / newCount) > bound;
    }

    /** @param squares the sum of squared differences from the bucket's mean */
    private record Bucket(long count, double sum, double squares) {
        Bucket plus(Bucket other) {
            double gap = sum / count - other.sum / other.count;
            double between = gap * gap * ((double) count * other.count / (count + other.count));
            return new Bucket(count + other.count, sum + other.sum, squares + other.squares + between);
        }
    }
}
