package io.riffle.image;

/** Requires images of one size, for models that must not see resized ones. */
public record Size(int width, int height) implements ImageStep {
    @Override
    public ImageShape shape(ImageShape before) {
        if (before.isKnown() && (before.width() != width || before.height() != height)) {
            throw new IllegalArgumentException(wrong(before.width(), before.height()));
        }
        return before.sized(width, height);
    }

    @Override
    public PixelRows apply(PixelRows image) throws InvalidImageException {
        if (image.width() != width || image.height() != height) {
            throw InvalidImageException.of(wrong(image.width(), image.height()));
        }
        return image;
    }

    private String wrong(int foundWidth, int foundHeight) {
        return "must have " + width + " x " + height + " pixels: has " + foundWidth + " x " + foundHeight;
    }
}
