package io.riffle.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoded image as red, green and blue, the right way up. Samples are taken as they are stored: a conversion by colour
 * profiles would give other numbers than the tools that models are trained with.
 */
final class DecodedImage implements PixelRows {
    private static final float OPAQUE = 255;

    private final Raster raster;
    private final Orientation orientation;
    private final int bands;
    private final boolean grey;
    private final boolean transparent;
    private final float[] scales;
    private final int[] palette;
    private final float[] background;
    private final float[] line;

    /** @param background what shines through transparent pixels: red, green and blue; empty to ignore transparency */
    DecodedImage(BufferedImage image, Orientation orientation, float[] background) {
        BufferedImage plain = isPlain(image.getColorModel()) ? image : converted(image);
        ColorModel colors = plain.getColorModel();
        raster = plain.getRaster();
        this.orientation = orientation;
        this.background = background.clone();
        bands = raster.getNumBands();
        palette = palette(colors);
        grey = palette.length == 0 && colors.getNumColorComponents() == 1;
        transparent = colors.hasAlpha();
        scales = new float[bands];
        for (int band = 0; band < bands; band++) {
            scales[band] = OPAQUE / ((1L << colors.getComponentSize(band)) - 1);
        }
        line = new float[Math.max(raster.getWidth(), raster.getHeight()) * bands];
    }

    private static boolean isPlain(ColorModel colors) {
        int space = colors.getColorSpace().getType();
        return colors instanceof IndexColorModel || space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY;
    }

    /** Rare kinds, by Java's own colour conversion. */
    private static BufferedImage converted(BufferedImage image) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                plain.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return plain;
    }

    private static int[] palette(ColorModel colors) {
        if (!(colors instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        int[] palette = new int[indexed.getMapSize()];
        indexed.getRGBs(palette);
        return palette;
    }

    @Override
    public int width() {
        return orientation.isTurned() ? raster.getHeight() : raster.getWidth();
    }

    @Override
    public int height() {
        return orientation.isTurned() ? raster.getWidth() : raster.getHeight();
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public Placement placement() {
        return Placement.of(width(), height());
    }

    @Override
    public void read(int row, float[] target) {
        int stored = orientation.line(row, height());
        if (orientation.isTurned()) {
            raster.getPixels(stored, 0, 1, raster.getHeight(), line);
        } else {
            raster.getPixels(0, stored, raster.getWidth(), 1, line);
        }
        int pixels = width();
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = orientation.isReversed() ? pixels - 1 - pixel : pixel;
            pixel(from * bands, target, pixel * 3);
        }
    }

    private void pixel(int from, float[] target, int to) {
        float alpha = OPAQUE;
        if (palette.length > 0) {
            int color = palette[Math.min(palette.length - 1, (int) line[from])];
            target[to] = (color >> 16) & 0xff;
            target[to + 1] = (color >> 8) & 0xff;
            target[to + 2] = color & 0xff;
            alpha = color >>> 24;
        } else {
            for (int channel = 0; channel < 3; channel++) {
                int band = grey ? 0 : channel;
                target[to + channel] = line[from + band] * scales[band];
            }
            alpha = transparent ? line[from + bands - 1] * scales[bands - 1] : OPAQUE;
        }
        if (background.length > 0 && alpha < OPAQUE) {
            blend(target, to, alpha / OPAQUE);
        }
    }

    private void blend(float[] target, int to, float share) {
        for (int channel = 0; channel < 3; channel++) {
            target[to + channel] = share * target[to + channel] + (1 - share) * background[channel];
        }
    }
}
