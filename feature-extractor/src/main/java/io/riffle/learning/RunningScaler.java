package io.riffle.learning;

import java.nio.ByteBuffer;

/**
 * Mean and variance of each input so far (Welford, Technometrics 4, 1962), by which inputs are scaled to mean 0 and variance
 * 1 of the population. What is missing, or too large to be squared, teaches nothing and is scaled to 0; so is an input
 * that never changed.
 */
final class RunningScaler {
    /** A number beyond this, either way, counts as missing. */
    static final double GREATEST = 1e100;

    private final double bound;
    private final long[] counts;
    private final double[] means;
    private final double[] squares;

    RunningScaler(int inputs, double bound) {
        this.bound = bound;
        counts = new long[inputs];
        means = new double[inputs];
        squares = new double[inputs];
    }

    void add(double[] values) {
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (isThere(value)) {
                long count = ++counts[i];
                double gap = value - means[i];
                means[i] += gap / count;
                squares[i] += gap * (value - means[i]);
            }
        }
    }

    void scale(double[] values, double[] scaled) {
        for (int i = 0; i < values.length; i++) {
            double deviation = deviation(i);
            double value = values[i];
            if (deviation > 0 && isThere(value)) {
                double distance = (value - means[i]) / deviation;
                scaled[i] = Math.min(bound, Math.max(-bound, distance));
            } else {
                scaled[i] = 0;
            }
        }
    }

    double mean(int input) {
        return means[input];
    }

    /** 0 of an input that never changed. */
    double deviation(int input) {
        return counts[input] == 0 ? 0 : Math.sqrt(squares[input] / counts[input]);
    }

    private static boolean isThere(double value) {
        return Math.abs(value) <= GREATEST;
    }

    int bytes() {
        return counts.length * 3 * Double.BYTES;
    }

    void write(ByteBuffer bytes) {
        for (int i = 0; i < counts.length; i++) {
            bytes.putLong(counts[i]).putDouble(means[i]).putDouble(squares[i]);
        }
    }

    void read(ByteBuffer bytes) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bytes.getLong();
            means[i] = bytes.getDouble();
            squares[i] = bytes.getDouble();
        }
    }
}
