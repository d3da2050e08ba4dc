package io.riffle.image;

/** Cuts a part of fixed size out of the middle: {@code top = (H - h) div 2}, {@code left = (W - w) div 2}. */
public record Crop(int width, int height) implements ImageStep {
    @Override
    public ImageShape shape(ImageShape before) {
        if (before.isKnown() && (before.width() < width || before.height() < height)) {
            throw new IllegalArgumentException(tooSmall(before.width(), before.height()));
        }
        return before.sized(width, height);
    }

    @Override
    public PixelRows apply(PixelRows image) throws InvalidImageException {
        if (image.width() < width || image.height() < height) {
            throw InvalidImageException.of(tooSmall(image.width(), image.height()));
        }
        int top = (image.height() - height) / 2;
        int left = (image.width() - width) / 2;
        int channels = image.channels();
        float[] row = new float[image.width() * channels];
        FloatImage part =
                new FloatImage(width, height, channels, image.placement().moved(left, top));
        for (int y = 0; y < height; y++) {
            image.read(top + y, row);
            System.arraycopy(row, left * channels, part.values(), part.start(y), width * channels);
        }
        return part;
    }

    private String tooSmall(int foundWidth, int foundHeight) {
        return "must have at least " + width + " x " + height + " pixels to be cropped: has " + foundWidth + " x "
                + foundHeight;
    }
}
