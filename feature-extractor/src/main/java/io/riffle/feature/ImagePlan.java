package io.riffle.feature;

import io.riffle.image.ImageDecoder;
import io.riffle.image.ImageLimits;
import io.riffle.image.ImageShape;
import io.riffle.image.ImageStep;
import io.riffle.image.InvalidImageException;
import io.riffle.image.PixelRows;
import io.riffle.image.Placement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image gets into its cells. It is decoded here and not earlier, so that only one image per task is ever in memory
 * as pixels.
 */
final class ImagePlan implements ColumnPlan {
    private final int column;
    private final ImageSteps declared;
    private final List<ImageStep> steps;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.WIDEST);
    private final float[] line;
    private @Nullable Placement[] placements = new Placement[0];

    ImagePlan(int column, ImageSteps declared) {
        this.column = column;
        this.declared = declared;
        steps = declared.steps();
        line = new float[declared.shape().width() * declared.shape().channels()];
    }

    /** One row's dimensions: channels, height, width, or height, width, channels. */
    List<Integer> shape() {
        ImageShape shape = declared.shape();
        return declared.channelsLast()
                ? List.of(shape.height(), shape.width(), shape.channels())
                : List.of(shape.channels(), shape.height(), shape.width());
    }

    ImageShape imageShape() {
        return declared.shape();
    }

    int width() {
        return shape().stream().reduce(1, Math::multiplyExact);
    }

    /** Where the image of a row of the table was taken from, or null if the row was not written. */
    @Nullable
    Placement placement(int row) {
        return row < placements.length ? placements[row] : null;
    }

    @Override
    public void write(FeatureTable table, int from, int to, TensorCells cells) {
        if (placements.length < to) {
            placements = Arrays.copyOf(placements, to);
        }
        for (int row = from; row < to; row++) {
            cells.move(row - from, 0, width());
            placements[row] = null;
            byte[] image = table.image(column, row);
            if (image == null) {
                cells.fillMissing("must be present: was missing");
                continue;
            }
            try {
                PixelRows pixels = pixels(image);
                placements[row] = pixels.placement();
                write(pixels, cells);
            } catch (InvalidImageException invalid) {
                cells.refuse(invalid.text());
            }
        }
    }

    private PixelRows pixels(byte[] image) throws InvalidImageException {
        PixelRows pixels = decoder.decode(image, declared.background());
        for (ImageStep step : steps) {
            pixels = step.apply(pixels);
        }
        return pixels;
    }

    private void write(PixelRows pixels, TensorCells cells) {
        int channels = pixels.channels();
        int width = pixels.width();
        int channelStep = declared.channelsLast() ? 1 : width * pixels.height();
        int pixelStep = declared.channelsLast() ? channels : 1;
        for (int y = 0; y < pixels.height(); y++) {
            pixels.read(y, line);
            int start = y * width * pixelStep;
            for (int channel = 0; channel < channels; channel++) {
                cells.setEvery(start + channel * channelStep, pixelStep, line, channel, channels, width);
            }
        }
    }
}
