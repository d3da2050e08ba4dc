package io.riffle.stats;

import io.riffle.hash.EntityGroups;
import java.nio.ByteBuffer;

/**
 * What is known about a regression's answers, in a form that adds up over partitions and from which a case can be taken back.
 * Means and squares by Welford's update, merged by Chan, Golub and LeVeque (1979), so that a large mean does not swallow a
 * small variance. A measure without its cases is NaN.
 */
public final class RegressionPerformance {
    private static final byte VERSION = 2;

    static final int ABSOLUTE = 0;
    static final int SQUARE = 1;

    private long count;
    private double absolute;
    private double relative;
    private double truthMean;
    private double truthSquares;
    private double errorMean;
    private double errorSquares;
    private LossSums losses = new LossSums(2);

    /** Adds a case of nobody in particular. */
    public void add(double prediction, double truth) {
        add(prediction, truth, 0);
    }

    /** Adds a case of an entity of this {@link EntityGroups group}. */
    public void add(double prediction, double truth, int group) {
        double error = truth - prediction;
        losses.change(group, 1, Math.abs(error), error * error);
        count++;
        absolute += Math.abs(error);
        relative += share(error, truth);
        double truthDelta = truth - truthMean;
        truthMean += truthDelta / count;
        truthSquares += truthDelta * (truth - truthMean);
        double errorDelta = error - errorMean;
        errorMean += errorDelta / count;
        errorSquares += errorDelta * (error - errorMean);
    }

    /** Takes back a case that was added with the same values. */
    public void remove(double prediction, double truth) {
        remove(prediction, truth, 0);
    }

    /** Takes back a case that was added with the same values and group. */
    public void remove(double prediction, double truth, int group) {
        if (count <= 1) {
            set(new double[7]);
            losses = new LossSums(2);
            return;
        }
        double error = truth - prediction;
        losses.change(group, -1, Math.abs(error), error * error);
        count--;
        absolute -= Math.abs(error);
        relative -= share(error, truth);
        double truthDelta = truth - truthMean;
        truthMean -= truthDelta / count;
        truthSquares = Math.max(0, truthSquares - truthDelta * (truth - truthMean));
        double errorDelta = error - errorMean;
        errorMean -= errorDelta / count;
        errorSquares = Math.max(0, errorSquares - errorDelta * (error - errorMean));
    }

    private static double share(double error, double truth) {
        return Math.abs(error) / Math.max(Math.abs(truth), Math.ulp(1.0));
    }

    /** Adds another partition's cases. */
    public void add(RegressionPerformance other) {
        if (other.count == 0) {
            return;
        }
        double whole = (double) count + other.count;
        double weight = count * (other.count / whole);
        double truthDelta = other.truthMean - truthMean;
        truthMean += truthDelta * (other.count / whole);
        truthSquares += other.truthSquares + truthDelta * truthDelta * weight;
        double errorDelta = other.errorMean - errorMean;
        errorMean += errorDelta * (other.count / whole);
        errorSquares += other.errorSquares + errorDelta * errorDelta * weight;
        absolute += other.absolute;
        relative += other.relative;
        losses.add(other.losses);
        count += other.count;
    }

    public long count() {
        return count;
    }

    /** By row: absolute, square. */
    LossSums losses() {
        return losses;
    }

    /** Mean absolute error. */
    public double mae() {
        return absolute / count;
    }

    /** Mean squared error. */
    public double mse() {
        return count == 0 ? Double.NaN : errorSquares / count + errorMean * errorMean;
    }

    public double rmse() {
        return Math.sqrt(mse());
    }

    /** Mean absolute error relative to the truth. */
    public double mape() {
        return relative / count;
    }

    /** The coefficient of determination; NaN if the truth does not vary. */
    public double r2() {
        return truthSquares == 0 ? Double.NaN : 1 - mse() * count / truthSquares;
    }

    /** As {@link #r2}, but a constant error does not count. */
    public double explainedVariance() {
        return truthSquares == 0 ? Double.NaN : 1 - errorSquares / truthSquares;
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 7 * Long.BYTES + losses.size())
                .put(VERSION)
                .putDouble((double) count)
                .putDouble(absolute)
                .putDouble(relative)
                .putDouble(truthMean)
                .putDouble(truthSquares)
                .putDouble(errorMean)
                .putDouble(errorSquares);
        losses.write(bytes);
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version
     */
    public static RegressionPerformance of(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("stored counts must be of version " + VERSION + ": were of " + version);
        }
        double[] values = new double[7];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        RegressionPerformance read = new RegressionPerformance();
        read.set(values);
        read.losses = LossSums.read(bytes);
        return read;
    }

    private void set(double[] values) {
        count = (long) values[0];
        absolute = values[1];
        relative = values[2];
        truthMean = values[3];
        truthSquares = values[4];
        errorMean = values[5];
        errorSquares = values[6];
    }
}
