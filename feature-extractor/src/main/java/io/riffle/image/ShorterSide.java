package io.riffle.image;

/** Resizes until the shorter side has a length, in the image's own proportions, as torchvision's {@code Resize(256)}. */
public record ShorterSide(int length, Interpolation method) implements ImageStep {
    /** A side this much longer than the shorter one would take memory without end. */
    private static final int LONGEST_RATIO = 64;

    @Override
    public ImageShape shape(ImageShape before) {
        return before.sized(ImageShape.UNKNOWN, ImageShape.UNKNOWN);
    }

    @Override
    public PixelRows apply(PixelRows image) throws InvalidImageException {
        int shorter = Math.min(image.width(), image.height());
        if (Math.max(image.width(), image.height()) > (long) LONGEST_RATIO * shorter) {
            throw InvalidImageException.of("must not be more than " + LONGEST_RATIO + " times as long as wide: has "
                    + image.width() + " x " + image.height() + " pixels");
        }
        int width = (int) ((long) length * image.width() / shorter);
        int height = (int) ((long) length * image.height() / shorter);
        return new Resize(width, height, method).apply(image);
    }
}
