package io.riffle.stats.sequential;

import java.nio.ByteBuffer;

/**
 * DDM (Gama et al., SBIA 2004), for a stream of 0 (right) and 1 (wrong): alarms where the error rate has risen by three
 * standard deviations above its lowest level. It watches for more errors only.
 */
public final class ErrorRateDetector implements SequentialDetector {
    private static final int FEWEST = 30;

    private final double deviations;
    private long count;
    private double rate;
    private double lowestRate = Double.POSITIVE_INFINITY;
    private double lowestDeviation = Double.POSITIVE_INFINITY;

    /** With the three deviations of the paper. */
    public ErrorRateDetector() {
        this(3);
    }

    public ErrorRateDetector(double deviations) {
        this.deviations = deviations;
    }

    @Override
    public boolean add(double error) {
        if (error != 0 && error != 1) {
            throw new IllegalArgumentException("an error must be 0 or 1: was " + error);
        }
        count++;
        rate += (error - rate) / count;
        double deviation = Math.sqrt(rate * (1 - rate) / count);
        if (count < FEWEST) {
            return false;
        }
        if (rate + deviation < lowestRate + lowestDeviation) {
            lowestRate = rate;
            lowestDeviation = deviation;
        }
        if (rate + deviation <= lowestRate + deviations * lowestDeviation) {
            return false;
        }
        count = 0;
        rate = 0;
        lowestRate = Double.POSITIVE_INFINITY;
        lowestDeviation = Double.POSITIVE_INFINITY;
        return true;
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(4 * Double.BYTES)
                .putLong(count)
                .putDouble(rate)
                .putDouble(lowestRate)
                .putDouble(lowestDeviation)
                .array();
    }

    @Override
    public void restore(byte[] state) {
        if (state.length != 4 * Double.BYTES) {
            throw new IllegalArgumentException("an error rate's state must have 32 bytes: had " + state.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(state);
        count = bytes.getLong();
        rate = bytes.getDouble();
        lowestRate = bytes.getDouble();
        lowestDeviation = bytes.getDouble();
    }
}
