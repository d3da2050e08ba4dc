package io.riffle.stats;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How many positive and negative cases had a score in each of up to 1,000 bins of equal width in [0, 1]. Adds up exactly
 * over partitions, and answers ROC AUC and average precision with a bound of the error that the binning can make: inside a
 * bin the order of the cases is not known.
 */
public final class ScoreHistogram {
    public static final int MOST_BINS = 1_000;

    private static final int MOST_BYTES = 10;

    private final long[] positives;
    private final long[] negatives;

    public ScoreHistogram(int bins) {
        if (bins < 1 || bins > MOST_BINS) {
            throw new IllegalArgumentException("a histogram must have 1 to " + MOST_BINS + " bins: had " + bins);
        }
        positives = new long[bins];
        negatives = new long[bins];
    }

    public int bins() {
        return positives.length;
    }

    /** Adds {@code count} cases (negative: takes them back); scores outside [0, 1] fall into the end bins. */
    public void add(double score, boolean positive, long count) {
        int bin = Math.min(bins() - 1, Math.max(0, (int) (score * bins())));
        (positive ? positives : negatives)[bin] += count;
    }

    public void add(ScoreHistogram other) {
        if (other.bins() != bins()) {
            throw new IllegalArgumentException(
                    "histograms must have equally many bins: had " + bins() + " and " + other.bins());
        }
        for (int bin = 0; bin < bins(); bin++) {
            positives[bin] += other.positives[bin];
            negatives[bin] += other.negatives[bin];
        }
    }

    /** The area with cases of one bin counted as ties; the true one differs by at most {@link #aucBound}. NaN without both classes. */
    public double auc() {
        double wins = 0;
        double below = 0;
        for (int bin = 0; bin < bins(); bin++) {
            wins += positives[bin] * (below + negatives[bin] / 2.0);
            below += negatives[bin];
        }
        return wins / pairs();
    }

    /** Half of the share of pairs that fall into one bin: sum p_i n_i / (2 P N). */
    public double aucBound() {
        double ties = 0;
        for (int bin = 0; bin < bins(); bin++) {
            ties += (double) positives[bin] * negatives[bin];
        }
        return ties / (2 * pairs());
    }

    /** Between the two ends that the unknown order allows: the middle. NaN without both classes. */
    public double averagePrecision() {
        Interval ends = averagePrecisionEnds();
        return (ends.low() + ends.high()) / 2;
    }

    /** By how much the true average precision differs from {@link #averagePrecision} at most. */
    public double averagePrecisionBound() {
        Interval ends = averagePrecisionEnds();
        return (ends.high() - ends.low()) / 2;
    }

    /**
     * With T positives and F negatives above a bin of p positives and n negatives, the i-th positive has a precision of at least
     * (T + i) / (T + i + F + n), all negatives of the bin above it, and at most (T + p) / (T + p + F), all of them below.
     */
    private Interval averagePrecisionEnds() {
        double low = 0;
        double high = 0;
        double hits = 0;
        double misses = 0;
        for (int bin = bins() - 1; bin >= 0; bin--) {
            double worst = misses + negatives[bin];
            low += lowest(hits, worst, positives[bin]);
            high += positives[bin] == 0
                    ? 0
                    : positives[bin] * (hits + positives[bin]) / (hits + positives[bin] + misses);
            hits += positives[bin];
            misses = worst;
        }
        return Double.isNaN(pairs()) ? new Interval(Double.NaN, Double.NaN) : new Interval(low / hits, high / hits);
    }

    /** sum over i of (T + i) / (T + i + F); beyond 1,000 terms an integral from below stands for the sum. */
    private static double lowest(double hits, double misses, long count) {
        if (misses == 0) {
            return count;
        }
        if (count > 1_000) {
            return count - misses * Math.log1p(count / (hits + misses));
        }
        double sum = 0;
        for (long i = 1; i <= count; i++) {
            sum += (hits + i) / (hits + i + misses);
        }
        return sum;
    }

    private double pairs() {
        double positive = 0;
        double negative = 0;
        for (int bin = 0; bin < bins(); bin++) {
            positive += positives[bin];
            negative += negatives[bin];
        }
        return positive * negative == 0 ? Double.NaN : positive * negative;
    }

    /**
     * The variance of {@link #auc} (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988): how much the share of negatives below
     * differs between the positives, over their number, and the same the other way round. NaN for fewer than two of either.
     *
     * @param positiveCount and
     * @param negativeCount how many cases the area is of; those counted here for their own
     */
    double aucVariance(double positiveCount, double negativeCount) {
        double allPositives = Arrays.stream(positives).sum();
        double allNegatives = Arrays.stream(negatives).sum();
        double area = auc();
        double ofPositives = 0;
        double ofNegatives = 0;
        double negativesBelow = 0;
        double positivesAbove = allPositives;
        for (int bin = 0; bin < bins(); bin++) {
            positivesAbove -= positives[bin];
            double above = (positivesAbove + positives[bin] / 2.0) / allPositives - area;
            double below = (negativesBelow + negatives[bin] / 2.0) / allNegatives - area;
            ofNegatives += negatives[bin] * above * above;
            ofPositives += positives[bin] * below * below;
            negativesBelow += negatives[bin];
        }
        if (allPositives < 2 || allNegatives < 2) {
            return Double.NaN;
        }
        return ofPositives / (allPositives - 1) / positiveCount + ofNegatives / (allNegatives - 1) / negativeCount;
    }

    long positives() {
        return Arrays.stream(positives).sum();
    }

    long negatives() {
        return Arrays.stream(negatives).sum();
    }

    /** Bytes that {@link #write} takes at most. */
    int size() {
        return 2 * Integer.BYTES + MOST_BYTES * 3 * used();
    }

    private int used() {
        int used = 0;
        for (int bin = 0; bin < bins(); bin++) {
            used += isUsed(bin) ? 1 : 0;
        }
        return used;
    }

    private boolean isUsed(int bin) {
        return positives[bin] != 0 || negatives[bin] != 0;
    }

    /** Only the bins that are used, each as its distance from the one before and two counts: mostly three or four bytes. */
    void write(ByteBuffer to) {
        to.putInt(bins()).putInt(used());
        int before = 0;
        for (int bin = 0; bin < bins(); bin++) {
            if (isUsed(bin)) {
                writeShort(to, bin - before);
                writeShort(to, positives[bin]);
                writeShort(to, negatives[bin]);
                before = bin;
            }
        }
    }

    static ScoreHistogram read(ByteBuffer from) {
        ScoreHistogram histogram = new ScoreHistogram(from.getInt());
        int used = from.getInt();
        int bin = 0;
        for (int i = 0; i < used; i++) {
            bin += (int) readShort(from);
            histogram.positives[bin] = readShort(from);
            histogram.negatives[bin] = readShort(from);
        }
        return histogram;
    }

    /** Seven bits a byte, the sign in the lowest, so that small numbers are short. */
    private static void writeShort(ByteBuffer to, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    private static long readShort(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }
}
