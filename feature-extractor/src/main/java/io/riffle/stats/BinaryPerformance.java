package io.riffle.stats;

import io.riffle.hash.EntityGroups;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is known about a yes-or-no classifier's answers, in a form that adds up over partitions and from which a case can be
 * taken back when its label is corrected. Counts and sums are exact; ROC AUC and average precision come from a
 * {@link ScoreHistogram} with its bounds. Definitions as in scikit-learn; a measure without its cases is NaN.
 */
public final class BinaryPerformance {
    private static final byte VERSION = 2;
    private static final int CALIBRATION_BINS = 10;

    static final int WRONG = 0;
    static final int LOG_LOSS = 1;
    static final int SQUARE = 2;

    private static final double LOG_LOSS_CLIP = 1e-15;

    private final double threshold;
    private final ScoreHistogram histogram;
    private Confusion confusion = Confusion.NONE;
    private LossSums losses = new LossSums(3);
    private final double[] binScores = new double[CALIBRATION_BINS];
    private final long[] binPositives = new long[CALIBRATION_BINS];
    private final long[] binCounts = new long[CALIBRATION_BINS];

    /**
     * Without cases.
     *
     * @param threshold from which score on the answer counts as yes, such as 0.5
     */
    public BinaryPerformance(double threshold, int histogramBins) {
        this(threshold, new ScoreHistogram(histogramBins));
    }

    private BinaryPerformance(double threshold, ScoreHistogram histogram) {
        this.threshold = threshold;
        this.histogram = histogram;
    }

    /** Adds a case of nobody in particular. */
    public void add(double score, boolean positive) {
        change(score, positive, 0, 1);
    }

    /** Takes back a case that was added with the same score and label. */
    public void remove(double score, boolean positive) {
        change(score, positive, 0, -1);
    }

    /**
     * Adds a case, or takes it back.
     *
     * @param group of its entity, see {@link EntityGroups}
     * @param sign 1 or -1
     */
    public void change(double score, boolean positive, int group, int sign) {
        confusion = confusion.plus(one(score >= threshold, positive, sign));
        double clipped = Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, score));
        double error = score - (positive ? 1 : 0);
        boolean wrong = score >= threshold != positive;
        losses.change(group, sign, wrong ? 1 : 0, -Math.log(positive ? clipped : 1 - clipped), error * error);
        int bin = Math.min(CALIBRATION_BINS - 1, Math.max(0, (int) (score * CALIBRATION_BINS)));
        binScores[bin] += sign * score;
        binPositives[bin] += positive ? sign : 0;
        binCounts[bin] += sign;
        histogram.add(score, positive, sign);
    }

    private static Confusion one(boolean predicted, boolean positive, int sign) {
        if (predicted) {
            return positive ? new Confusion(0, 0, 0, sign) : new Confusion(0, sign, 0, 0);
        }
        return positive ? new Confusion(0, 0, sign, 0) : new Confusion(sign, 0, 0, 0);
    }

    /** Adds another partition's cases. */
    public void add(BinaryPerformance other) {
        if (other.threshold != threshold) {
            throw new IllegalArgumentException(
                    "thresholds must be equal: were " + threshold + " and " + other.threshold);
        }
        confusion = confusion.plus(other.confusion);
        losses.add(other.losses);
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            binScores[bin] += other.binScores[bin];
            binPositives[bin] += other.binPositives[bin];
            binCounts[bin] += other.binCounts[bin];
        }
        histogram.add(other.histogram);
    }

    public Confusion confusion() {
        return confusion;
    }

    public ScoreHistogram histogram() {
        return histogram;
    }

    /** By row: wrong or not, logarithmic, square. */
    LossSums losses() {
        return losses;
    }

    /** Natural logarithm, scores clipped to [1e-15, 1 - 1e-15]. */
    public double logLoss() {
        return losses.mean(LOG_LOSS);
    }

    public double brier() {
        return losses.mean(SQUARE);
    }

    /** Expected calibration error: 10 bins of equal width, the distance of mean score and share of positives by their weight. */
    public double calibrationError() {
        double sum = 0;
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            sum += Math.abs(binScores[bin] - binPositives[bin]);
        }
        return sum / confusion.total();
    }

    public byte[] toBytes() {
        int fixed = 1 + 5 * Long.BYTES + 3 * CALIBRATION_BINS * Long.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(fixed + losses.size() + histogram.size());
        bytes.put(VERSION).putDouble(threshold);
        histogram.write(bytes);
        losses.write(bytes);
        bytes.putLong(confusion.trueNegatives()).putLong(confusion.falsePositives());
        bytes.putLong(confusion.falseNegatives()).putLong(confusion.truePositives());
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            bytes.putDouble(binScores[bin]).putLong(binPositives[bin]).putLong(binCounts[bin]);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version
     */
    public static BinaryPerformance of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("stored counts must be of version " + VERSION + ": were of " + version);
        }
        BinaryPerformance read = new BinaryPerformance(bytes.getDouble(), ScoreHistogram.read(bytes));
        read.losses = LossSums.read(bytes);
        read.confusion = new Confusion(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            read.binScores[bin] = bytes.getDouble();
            read.binPositives[bin] = bytes.getLong();
            read.binCounts[bin] = bytes.getLong();
        }
        return read;
    }
}
