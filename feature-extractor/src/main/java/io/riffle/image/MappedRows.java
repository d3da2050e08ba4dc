package io.riffle.image;

/** An image each of whose pixels follows from the same pixel of another one. */
final class MappedRows implements PixelRows {
    private final PixelRows source;
    private final int channels;
    private final PixelMap map;
    private final float[] row;

    /** Turns one pixel's values into another's. */
    interface PixelMap {
        void apply(float[] source, int at, float[] target, int to);
    }

    MappedRows(PixelRows source, int channels, PixelMap map) {
        this.source = source;
        this.channels = channels;
        this.map = map;
        row = new float[source.width() * source.channels()];
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int height() {
        return source.height();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public Placement placement() {
        return source.placement();
    }

    @Override
    public void read(int number, float[] target) {
        source.read(number, row);
        int pixels = source.width();
        int step = source.channels();
        for (int pixel = 0; pixel < pixels; pixel++) {
            map.apply(row, pixel * step, target, pixel * channels);
        }
    }
}
