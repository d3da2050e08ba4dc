package io.riffle.image;

/**
 * An image whose rows are read one at a time, top to bottom or in any order: decoded pixels, or what a step makes of
 * them. Values are 0 to 255 before a step says otherwise; those of deeper images have fractions.
 */
public interface PixelRows {
    int width();

    int height();

    /** Values per pixel: 3 (red, green, blue) or 1. */
    int channels();

    /** Writes a row's values, pixel by pixel, to the start of an array that has room for them. */
    void read(int row, float[] target);

    /** Where this image's pixels are in the one that was decoded. */
    Placement placement();
}
