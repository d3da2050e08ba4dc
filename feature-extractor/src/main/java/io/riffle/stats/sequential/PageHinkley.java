package io.riffle.stats.sequential;

import java.nio.ByteBuffer;

/**
 * The Page-Hinkley test in both directions (Page, Biometrika 41, 1954; Hinkley, Biometrika 58, 1971): the sum of
 * differences from the running mean, less what is tolerated, against its own extreme.
 */
public final class PageHinkley implements SequentialDetector {
    private final double tolerated;
    private final double threshold;
    private final int fewest;
    private long count;
    private double mean;
    private double up;
    private double down;

    /**
     * @param tolerated what a change of the mean may be without counting, in the unit of the values
     * @param threshold how far the sum may get from its extreme; larger means fewer false alarms and later true ones
     * @param fewest values before the first alarm
     */
    public PageHinkley(double tolerated, double threshold, int fewest) {
        this.tolerated = tolerated;
        this.threshold = threshold;
        this.fewest = fewest;
    }

    @Override
    public boolean add(double value) {
        count++;
        mean += (value - mean) / count;
        up = Math.max(0, up + value - mean - tolerated);
        down = Math.max(0, down + mean - value - tolerated);
        if (count < fewest || Math.max(up, down) <= threshold) {
            return false;
        }
        count = 0;
        mean = 0;
        up = 0;
        down = 0;
        return true;
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(4 * Double.BYTES)
                .putLong(count)
                .putDouble(mean)
                .putDouble(up)
                .putDouble(down)
                .array();
    }

    @Override
    public void restore(byte[] state) {
        if (state.length != 4 * Double.BYTES) {
            throw new IllegalArgumentException("a Page-Hinkley state must have 32 bytes: had " + state.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(state);
        count = bytes.getLong();
        mean = bytes.getDouble();
        up = bytes.getDouble();
        down = bytes.getDouble();
    }
}
