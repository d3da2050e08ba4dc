package io.riffle.image;

/** Resizes to a fixed size, whatever the image's proportions. */
public record Resize(int width, int height, Interpolation method) implements ImageStep {
    @Override
    public ImageShape shape(ImageShape before) {
        return before.sized(width, height);
    }

    @Override
    public PixelRows apply(PixelRows image) {
        Placement placement =
                image.placement().scaled((double) image.width() / width, (double) image.height() / height);
        FloatImage resized = new FloatImage(width, height, image.channels(), placement);
        Resampling.write(image, method, resized, 0, 0, width, height);
        return resized;
    }
}
