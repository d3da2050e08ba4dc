package io.riffle.image;

/** Pixels in memory: what a crop or a resize made. */
final class FloatImage implements PixelRows {
    private final int width;
    private final int height;
    private final int channels;
    private final float[] values;
    private final Placement placement;

    FloatImage(int width, int height, int channels, Placement placement) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.placement = placement;
        values = new float[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public Placement placement() {
        return placement;
    }

    @Override
    public void read(int row, float[] target) {
        System.arraycopy(values, row * width * channels, target, 0, width * channels);
    }

    /** Where a row starts in {@link #values}. */
    int start(int row) {
        return row * width * channels;
    }

    float[] values() {
        return values;
    }
}
